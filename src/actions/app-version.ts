declare const __APP_VERSION__: string;

/** Written into every shift, so that an old phone's records can be told apart. */
export const APP_VERSION = __APP_VERSION__;
