/** Why nothing was backed up or brought back, in one sentence for the terminal. */
export class BackupProblem extends Error {
  override readonly name = 'BackupProblem';
}
