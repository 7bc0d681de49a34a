/** The browser's answer whether it keeps our storage when space is short; null when it cannot be asked. */
export async function isPersisted(): Promise<boolean | null> {
  try {
    return (await navigator.storage?.persisted()) ?? null;
  } catch {
    return null;
  }
}

/** Asks for it. Some browsers ask the user, so it is called from a tap; nothing depends on the answer. */
export async function askToPersist(): Promise<boolean | null> {
  try {
    return (await navigator.storage?.persist()) ?? null;
  } catch {
    return null;
  }
}
