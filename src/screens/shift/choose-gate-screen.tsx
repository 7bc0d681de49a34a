import type { GateInfo } from '../../actions/shift-session.ts';
import { NoRows, Row, Rows } from '../../ui/row.tsx';
import { Grow, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';
import { PendingStat } from './pending-stat.tsx';
import type { PhoneWiring } from './phone-wiring.ts';

export interface ChooseGateScreenProps {
  readonly wiring: PhoneWiring;
  readonly gates: readonly GateInfo[];
  readonly onGate: (gate: GateInfo) => void;
  readonly onLeave: () => void;
}

/** Without a card nobody says which gate this is. */
export function ChooseGateScreen({ wiring, gates, onGate, onLeave }: ChooseGateScreenProps) {
  return (
    <Screen
      top={
        <TopLine place={say('choose-gate.title')} onBack={onLeave}>
          <PendingStat sync={wiring.sync} onSync={wiring.syncNow} />
        </TopLine>
      }
    >
      {gates.length === 0 ? (
        <NoRows>{say('choose-gate.none')}</NoRows>
      ) : (
        <Rows>
          {gates.map((gate) => (
            <Row
              key={gate.id}
              title={gate.name}
              detail={gate.compoundName}
              onClick={() => onGate(gate)}
            />
          ))}
        </Rows>
      )}
      <Grow />
    </Screen>
  );
}
