import fc from 'fast-check';

/** A run that was green is green again; `FAST_CHECK_SEED=$RANDOM npm test` goes where none has gone. */
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20_200_128) });
