/** What a run depends on, as the text of a scenario that stands alone: stores of sweeps are named by it. */

/**
 * The scenario, as it was written, without whatever no run depends on: a comment, a title, a label, a tolerance, or how
 * it is validated and calibrated may change, and runs that stand are used again.
 * @param written with everything that it extends, overrides and numbers in place
 */
export function runText(written: Readonly<Record<string, unknown>>): string {
  const { title: _, subject: __, seed: ___, validation: ____, calibration: _____, params: ______, ...kept } = written;
  return JSON.stringify({ ...kept, reported: (kept.reported as Entry[] | undefined)?.map(bare) ?? [] });
}

interface Entry {
  readonly key: string;
  readonly of?: string;
}

const bare = ({ key, of }: Entry) => ({
  ...{ key, label: "", value: 0, unit: "", source: "" },
  ...(of === undefined ? {} : { of }),
});
