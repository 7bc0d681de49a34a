import { maskedNameText } from '../domain/masked-name.ts';
import { MaskedText } from './masked-text.tsx';

export interface MaskedNameProps {
  name: string;
  isFull?: boolean;
}

/** A solid block over the middle, never dots or asterisks, which read as errors. */
export function MaskedName({ name, isFull = false }: MaskedNameProps) {
  return <MaskedText text={isFull ? name : maskedNameText(name)} />;
}
