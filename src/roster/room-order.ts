const collator = new Intl.Collator('zh-CN', { numeric: true });

interface Ordered {
  readonly id: number;
  /** As the file keeps it. */
  readonly label: string;
}

/** 3-1-502 stands before 13-1-502; homes of one label by their ids, so that every build has the same order. */
export const roomOrder = (a: Ordered, b: Ordered): number =>
  collator.compare(a.label, b.label) || a.id - b.id;
