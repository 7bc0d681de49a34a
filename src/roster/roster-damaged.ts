/** The bytes are not a roster that buildRoster made. Nothing of them may be used; fetch it again. */
export class RosterDamaged extends Error {
  override readonly name = 'RosterDamaged';
}
