import * as v from 'valibot';

/** `cbor`: an array, positional, as docs/protocol.md has it. `bytes`: of these media types, whatever is in them. */
export type Content =
  | { readonly json: v.GenericSchema }
  | { readonly cbor: v.GenericSchema }
  | { readonly bytes: readonly string[] };

export interface RouteDescription {
  readonly summary: string;
  /** Of the address, behind its question mark. */
  readonly query?: v.GenericSchema;
  readonly body?: Content;
  readonly answer: Content;
}

export const json = (schema: v.GenericSchema): Content => ({ json: schema });
export const cbor = (schema: v.GenericSchema): Content => ({ cbor: schema });
export const bytes = (...types: string[]): Content => ({ bytes: types });
/** Calls that say all in their address. */
export const nothing = json(v.strictObject({}));
