interface LockOptions {
  readonly ifAvailable?: boolean;
  readonly steal?: boolean;
}
type Use = (lock: { readonly name: string } | null) => unknown;

/** Web Locks of one life of a phone, which has one tab: they fall free when the life ends, as the browser sees to it. */
export function phoneLocks() {
  const last = new Map<string, Promise<unknown>>();
  return {
    async request(name: string, options: LockOptions | Use, use?: Use): Promise<unknown> {
      const given = typeof options === 'function' ? {} : options;
      const work = typeof options === 'function' ? options : use;
      if (!work) throw new TypeError('no callback');
      const before = last.get(name);
      if (before && given.ifAvailable) return work(null);
      const mine = (async () => {
        await before;
        return work({ name });
      })();
      const over = mine
        .catch(() => undefined)
        .then(() => {
          if (last.get(name) === over) last.delete(name);
        });
      last.set(name, over);
      return mine;
    },
  };
}
