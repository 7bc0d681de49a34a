import { useState } from 'preact/hooks';
import type { VisitorCodeMeaning } from '../../actions/read-code.ts';
import { EMPTY_VISITOR, type Visitor } from '../../domain/entry.ts';
import { checkIdNumber } from '../../domain/id-number.ts';
import { checkPhoneNumber } from '../../domain/phone-number.ts';
import { checkPlate } from '../../domain/plate.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { NoticeStrip } from '../../ui/notice-field.tsx';
import { Acts, Say, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { formatDate, say } from '../../words/i18n.ts';
import { PendingStat } from '../shift/pending-stat.tsx';
import type { PhoneWiring } from '../shift/phone-wiring.ts';

/** The order in which people say it; the register has the same columns. */
const FIELDS = [
  'name',
  'householdVisited',
  'purpose',
  'phone',
  'plate',
  'idNumber',
  'address',
  'remark',
] as const satisfies readonly (keyof Visitor)[];

const LABELS: Record<keyof Visitor, Parameters<typeof say>[0]> = {
  name: 'visitor.name',
  householdVisited: 'visitor.household',
  purpose: 'visitor.purpose',
  phone: 'visitor.phone',
  plate: 'visitor.plate',
  idNumber: 'visitor.id-number',
  address: 'visitor.address',
  remark: 'visitor.remark',
};

export interface VisitorScreenProps {
  readonly wiring: PhoneWiring;
  /** What the visitor filled in on their own phone. */
  readonly form: VisitorCodeMeaning | null;
  readonly onDone: (visitor: Visitor) => void;
  readonly onLeave: () => void;
}

/** The register's usual columns. Something odd is said beside its field and stops nobody. */
export function VisitorScreen({ wiring, form, onDone, onLeave }: VisitorScreenProps) {
  const [visitor, setVisitor] = useState(() => filledIn(form));
  const [hasTried, setTried] = useState(false);
  const [left, setLeft] = useState<ReadonlySet<keyof Visitor>>(new Set());
  const isNobody = !visitor.name.trim() && !visitor.plate.trim() && !visitor.purpose.trim();
  const done = () => {
    // Said once; whoever insists has a reason.
    if (isNobody && !hasTried) {
      setTried(true);
      return;
    }
    onDone(normalised(visitor));
  };
  return (
    <Screen
      top={
        <TopLine place={say('visitor.title')} onBack={onLeave}>
          <PendingStat sync={wiring.sync} onSync={wiring.syncNow} />
        </TopLine>
      }
      acts={
        <>
          {hasTried && isNobody && <NoticeStrip>{say('visitor.nobody')}</NoticeStrip>}
          <Acts>
            <Button kind="main" icon="fever" onClick={done}>
              {say('visitor.measure')}
            </Button>
          </Acts>
        </>
      }
    >
      {form && form.clear.people > 1 && (
        <NoticeStrip>{say('visitor.together', { count: form.clear.people })}</NoticeStrip>
      )}
      {form?.isStale && (
        <NoticeStrip>{say('visitor.form-stale', { date: formatDate(form.madeAt) })}</NoticeStrip>
      )}
      <Say isSoft>{say(form && !form.isStale ? 'visitor.form-read' : 'visitor.enough')}</Say>
      {FIELDS.map((field, index) => (
        <Field
          key={field}
          label={say(LABELS[field])}
          value={visitor[field]}
          onInput={(text) => setVisitor({ ...visitor, [field]: text })}
          // A keyboard over a form that is filled in would hide it.
          isFocused={index === 0 && !form}
          maxLength={field === 'name' ? 40 : 200}
          inputMode={field === 'phone' ? 'tel' : 'text'}
          onBlur={() => setLeft(new Set([...left, field]))}
          problem={oddity(field, visitor[field], left.has(field))}
          onEnter={index === FIELDS.length - 1 ? done : undefined}
        />
      ))}
    </Screen>
  );
}

function filledIn(form: VisitorCodeMeaning | null): Visitor {
  if (!form) return EMPTY_VISITOR;
  const { name, purpose, householdVisited, plate } = form.clear;
  return { ...EMPTY_VISITOR, name, purpose, householdVisited, plate };
}

/** What looks odd about a field, in words; nothing while it is empty, or being typed and still short. */
function oddity(field: keyof Visitor, text: string, wasLeft: boolean): string | undefined {
  const { length } = text.trim();
  const isDone = (shortest: number) => length >= (wasLeft ? 1 : shortest);
  switch (field) {
    case 'idNumber': {
      if (!isDone(15)) return undefined;
      const checked = checkIdNumber(text, Date.now());
      return checked.kind === 'odd' ? say(`odd.id-${checked.why}`) : undefined;
    }
    case 'phone': {
      if (!isDone(7)) return undefined;
      const checked = checkPhoneNumber(text);
      return checked.kind === 'odd' ? say(`odd.phone-${checked.why}`) : undefined;
    }
    case 'plate': {
      if (!isDone(5)) return undefined;
      const checked = checkPlate(text);
      return checked.kind === 'odd' ? say(`odd.plate-${checked.why}`) : undefined;
    }
    case 'name':
    case 'householdVisited':
    case 'purpose':
    case 'address':
    case 'remark':
      return undefined;
    default:
      throw new Error(`unknown field ${field satisfies never as string}`);
  }
}

/** What is good is kept in its usual form, what is odd as it was typed. */
function normalised(visitor: Visitor): Visitor {
  const trimmed = Object.fromEntries(
    Object.entries(visitor).map(([field, text]) => [field, text.trim()]),
  ) as unknown as Visitor;
  const idNumber = checkIdNumber(visitor.idNumber, Date.now());
  const phone = checkPhoneNumber(visitor.phone);
  const plate = checkPlate(visitor.plate);
  return {
    ...trimmed,
    ...(idNumber.kind === 'ok' && { idNumber: idNumber.normal }),
    ...(phone.kind === 'ok' && { phone: phone.normal }),
    ...(plate.kind === 'ok' && { plate: plate.normal }),
  };
}
