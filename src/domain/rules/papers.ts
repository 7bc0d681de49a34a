import type { Situation } from '../judge.ts';
import type { DocumentKind, Policy } from '../policy.ts';
import { type Finding, finding } from './finding.ts';
import type { Marked } from './marked.ts';

/** Takes away what papers lift, and says which paper did. A paper that is used up lifts nothing and is said to be. */
export function lifted(
  findings: readonly Finding[],
  { direction, shown, documentUses }: Situation,
  { documents }: Pick<Policy, 'documents'>,
  { documentIds }: Pick<Marked, 'documentIds'>,
): Finding[] {
  const told = shown.find((one) => one.kind === 'document')?.documentId;
  const held = documents.filter(
    ({ id, directions }) => (id === told || documentIds.has(id)) && directions.includes(direction),
  );
  const isUsedUp = ({ id, perDay }: DocumentKind): boolean =>
    perDay > 0 && (documentUses[id] ?? 0) >= perDay;
  const liftedBy = new Set<number>();
  const usedUp = new Map<number, DocumentKind>();
  const left = findings.filter(({ verdict, rule }) => {
    if (rule === null || verdict === 'pass') return true;
    const able = held.filter(({ lifts }) => lifts.includes(rule));
    const document = able.find((one) => !isUsedUp(one));
    if (document) liftedBy.add(document.id);
    else for (const one of able) usedUp.set(one.id, one);
    return !document;
  });
  return [
    ...left,
    ...[...usedUp.values()].map(({ id, perDay }) =>
      finding('check', { code: 'document-used-up', documentId: id, perDay }),
    ),
    ...[...liftedBy].map((documentId) => finding('pass', { code: 'lifted', documentId })),
  ];
}
