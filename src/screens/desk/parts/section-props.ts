import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { Place } from '../../../domain/place.ts';
import type { DeviceIdentity } from '../../../storage/device-identity.ts';
import type { Opening } from './opening.ts';
import type { Live } from './use-live.ts';

/** What every section of the desk gets. */
export interface SectionProps {
  readonly client: DeskClient;
  readonly live: Live;
  readonly identity: DeviceIdentity;
  /** Within the device's scope, closed ones too: each followed by what is below it, siblings by kind and name. */
  readonly places: readonly Place[];
  /** After a change of places: asks the server for them again. */
  readonly onPlacesChanged: () => void;
  /** IANA name of the street's zone. */
  readonly zone: string;
  /** What another section opened this one with. */
  readonly opening: Opening | null;
  readonly onOpen: (opening: Opening) => void;
}
