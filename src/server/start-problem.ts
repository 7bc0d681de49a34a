/** A reason not to start that the person at the terminal can put right: one clear sentence, exit code 2. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
}
