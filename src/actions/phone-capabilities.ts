export type MissingCapability =
  | 'secure-context'
  | 'storage'
  | 'signatures'
  | 'camera'
  | 'web-locks';

/** What this browser lacks to join; empty is good. Asks for no permission. */
export async function missingCapabilities(): Promise<MissingCapability[]> {
  // Without a secure context the rest is hidden by the browser, and would be told wrongly.
  if (!isSecureContext) return ['secure-context'];
  const missing: MissingCapability[] = [];
  if (!(await canStore())) missing.push('storage');
  if (!(await canSign())) missing.push('signatures');
  if (!navigator.mediaDevices?.getUserMedia) missing.push('camera');
  if (!navigator.locks) missing.push('web-locks');
  return missing;
}

/** Private windows of some browsers have IndexedDB and refuse to open a database. */
function canStore(): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open('kadian-probe');
      request.onerror = () => resolve(false);
      request.onsuccess = () => {
        request.result.close();
        indexedDB.deleteDatabase('kadian-probe');
        resolve(true);
      };
    } catch {
      resolve(false);
    }
  });
}

async function canSign(): Promise<boolean> {
  try {
    await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
    return true;
  } catch {
    return false;
  }
}
