/** What the two scripts of the worker know of each other. */
export interface BackgroundPush {
  pushInBackground?: () => Promise<void>;
}
