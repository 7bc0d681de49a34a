import { Row, Rows } from '../../ui/row.tsx';
import { say } from '../../words/i18n.ts';

/** The way to another phone, where records wait and the network may not come. */
export function CarryRow({ onCarry }: { onCarry: () => void }) {
  return (
    <Rows>
      <Row
        icon="phone"
        title={say('carry.hand-over')}
        detail={say('carry.detail')}
        onClick={onCarry}
      />
    </Rows>
  );
}
