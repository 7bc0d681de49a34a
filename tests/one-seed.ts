import fc from 'fast-check';

/** A run that was green is green again; `FAST_CHECK_SEED=$RANDOM npm test` goes where none has gone. */
fc.configureGlobal({ seed: Number(import.meta.env.FAST_CHECK_SEED) });
