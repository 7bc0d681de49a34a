import { useState } from 'preact/hooks';
import { say } from '../../../words/i18n.ts';
import css from './file-box.module.css';

interface FileBoxProps {
  label: string;
  /** Under the label: which files. */
  hint: string;
  /** As of the `accept` attribute: '.xlsx,.csv'. */
  accept: string;
  file: File | null;
  onChoose: (file: File) => void;
}

/** A file is chosen with the system's dialog or dropped on it. */
export function FileBox({ label, hint, accept, file, onChoose }: FileBoxProps) {
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null | undefined) => {
    const first = files?.[0];
    if (first) onChoose(first);
  };
  return (
    <label
      class={`${css.drop} ${isOver ? css.over : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <input
        class="vh"
        type="file"
        accept={accept}
        onChange={(event) => {
          take(event.currentTarget.files);
          // The same file, mended meanwhile, may be chosen again.
          event.currentTarget.value = '';
        }}
      />
      <b class={css.label}>{file ? file.name : label}</b>
      <span class={css.hint}>{file ? say('file.size', { size: sizeOf(file.size) }) : hint}</span>
    </label>
  );
}

/** '3.4 MB', '120 KB'. */
export function sizeOf(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
