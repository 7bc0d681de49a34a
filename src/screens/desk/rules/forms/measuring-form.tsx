import { MEASURING_SITES, type MeasuringSite } from '../../../../domain/entry.ts';
import type { Instrument } from '../../../../domain/policy.ts';
import { say } from '../../../../words/i18n.ts';
import { DeskButton, Select } from '../../parts/controls.tsx';
import { FigureBox } from '../../parts/figure-box.tsx';
import { inUnits, readTenths, writeTenths } from '../../parts/figures.ts';
import { TextBox } from '../../parts/text-box.tsx';
import { nextId } from '../rule-draft.ts';
import css from './form.module.css';
import type { RuleFormProps } from './form-props.ts';

const MINUTES = inUnits(60_000);
const DEGREES = { write: writeTenths, read: readTenths, inputMode: 'decimal' } as const;

export function MeasuringForm({ rules, onChange, earlier }: RuleFormProps) {
  const { feverThresholdTenths, instruments } = rules;
  const setInstruments = (next: readonly Instrument[]) => onChange({ instruments: next });
  const change = (id: number, part: Partial<Instrument>) =>
    setInstruments(instruments.map((one) => (one.id === id ? { ...one, ...part } : one)));
  return (
    <>
      <div class={css.row}>
        {MEASURING_SITES.map((site) => (
          <FigureBox
            key={site}
            label={say('rules.fever-at', { site: say(`site.${site}`) })}
            value={feverThresholdTenths[site]}
            {...DEGREES}
            onChange={(tenths) =>
              onChange({ feverThresholdTenths: { ...feverThresholdTenths, [site]: tenths } })
            }
          />
        ))}
        <FigureBox
          label={say('rules.low')}
          value={rules.lowThresholdTenths}
          {...DEGREES}
          onChange={(lowThresholdTenths) => onChange({ lowThresholdTenths })}
        />
        <FigureBox
          label={say('rules.warm-up')}
          value={rules.warmUpWaitMs}
          {...MINUTES}
          onChange={(warmUpWaitMs) => onChange({ warmUpWaitMs })}
        />
      </div>
      <div class={css.row}>
        <SiteSelect
          label={say('rules.first-site')}
          site={rules.firstSite}
          onChange={(firstSite) => onChange({ firstSite })}
        />
        <SiteSelect
          label={say('rules.second-site')}
          site={rules.secondSite}
          onChange={(secondSite) => onChange({ secondSite })}
        />
        <FigureBox
          label={say('rules.second-wait')}
          value={rules.secondReadingWaitMs}
          {...MINUTES}
          onChange={(secondReadingWaitMs) => onChange({ secondReadingWaitMs })}
        />
      </div>
      <p class={css.hint}>{say('rules.instruments-hint')}</p>
      {instruments.map((one) => (
        <fieldset key={one.id} class={css.item}>
          <legend>{say('rules.instrument-of', { name: one.name || say('rules.unnamed') })}</legend>
          <div class={css.row}>
            <TextBox
              label={say('rules.name')}
              value={one.name}
              maxLength={40}
              onChange={(name) => change(one.id, { name })}
            />
            <SiteSelect
              label={say('rules.site')}
              site={one.site}
              onChange={(site) => change(one.id, { site })}
            />
            <FigureBox
              label={say('rules.fever')}
              value={one.feverThresholdTenths}
              {...DEGREES}
              onChange={(feverThresholdTenths) => change(one.id, { feverThresholdTenths })}
            />
            <FigureBox
              label={say('rules.low')}
              value={one.lowThresholdTenths}
              {...DEGREES}
              onChange={(lowThresholdTenths) => change(one.id, { lowThresholdTenths })}
            />
            <DeskButton
              isStill
              onClick={() => setInstruments(instruments.filter(({ id }) => id !== one.id))}
            >
              {say('rules.take-away')}
            </DeskButton>
          </div>
        </fieldset>
      ))}
      <p>
        <DeskButton
          isStill
          icon="plus"
          onClick={() =>
            setInstruments([
              ...instruments,
              {
                id: nextId('instruments', rules, earlier),
                name: '',
                site: rules.firstSite,
                feverThresholdTenths: feverThresholdTenths[rules.firstSite],
                lowThresholdTenths: rules.lowThresholdTenths,
              },
            ])
          }
        >
          {say('rules.add-instrument')}
        </DeskButton>
      </p>
    </>
  );
}

interface SiteSelectProps {
  label: string;
  site: MeasuringSite;
  onChange: (site: MeasuringSite) => void;
}

function SiteSelect({ label, site, onChange }: SiteSelectProps) {
  return (
    <Select label={label} value={site} onChange={(value) => onChange(value as MeasuringSite)}>
      {MEASURING_SITES.map((one) => (
        <option key={one} value={one}>
          {say(`site.${one}`)}
        </option>
      ))}
    </Select>
  );
}
