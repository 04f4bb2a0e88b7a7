/** A job array for Slurm: each task makes a part of a sweep into a store of its own, and can be started again. */

export interface ArrayRequest {
  /** Name of the sweep with its hash. */
  readonly name: string;
  readonly runs: number;
  /** Tasks, 1 or more. */
  readonly parts: number;
  /** What starts this program: `node`, then the script. */
  readonly program: readonly string[];
  /** Arguments of `stampede sweep` but for part, jobs and out. */
  readonly args: readonly string[];
  /** Absolute path of the store that the parts are merged into. They lie in `<store>-parts`. */
  readonly store: string;
}

/** The script, for `sbatch`. */
export function slurmArray({ name, runs, parts, program, args, store }: ArrayRequest): string {
  const command = [...program, "sweep", ...args].map(quote).join(" ");
  const merge = [...program, "merge", store].map(quote).join(" ");
  const places = quote(`${store}-parts`);
  return `#!/bin/bash
# Sweep ${name}: ${runs} runs in ${parts} ${parts === 1 ? "part" : "parts"}.
#
#   sbatch THIS-FILE     starts the array; again, it goes on where it stopped
#   ${merge} ${places}/part-*
#                        joins the parts when all have ended
#
# A line that begins with two # is off: switch on and fill in what your cluster wants.
#SBATCH --job-name=${name}
#SBATCH --array=1-${parts}
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=2
#SBATCH --mem-per-cpu=1G
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=${name}-%a.log
##SBATCH --time=04:00:00
##SBATCH --partition=
##SBATCH --account=
set -euo pipefail

part="\${SLURM_ARRAY_TASK_ID:?this script is a task of a job array: submit it with sbatch}"
mkdir -p ${places}
exec ${command} \\
  --part "$part/${parts}" --jobs "\${SLURM_CPUS_PER_TASK:-1}" --out ${places}/"part-$part"
`;
}

/** A word as a shell takes it, whatever is in it. */
const quote = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
