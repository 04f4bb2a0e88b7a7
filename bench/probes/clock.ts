/** Processor seconds that this process has used, all its threads and the kernel's work for it included. */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The most memory that this process has held, MB. */
export const peakMegabytes = (): number => process.resourceUsage().maxRSS / 1024;
