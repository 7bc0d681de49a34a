/** What a person must be told about the traffic with the server; a network that is away is none. */
export type SyncProblem =
  | 'device-revoked'
  | 'device-unknown'
  | 'server-failed'
  | 'too-many'
  | 'wrong-receipt'
  | 'fork'
  | 'untrusted-keys'
  /** What came cannot be kept. */
  | 'disk-full'
  | 'storage-lost';
