/** `ewma:lambda=0.97,confidence=99.5%` and `floor,buffer:share=30%`: policies as a command line says them. */

/** A model or a tool with its settings, as they were written. */
export interface Part {
  readonly kind: string;
  readonly settings: readonly (readonly [string, string])[];
}

/** Other names by which the field knows them. */
const ALIASES: Readonly<Record<string, string>> = {
  "ewma-var": "ewma",
  percent: "fixed",
  "per-cent": "fixed",
  hs: "historical",
  fhs: "filtered",
  "historical-simulation": "historical",
  "filtered-historical": "filtered",
  "filtered-historical-simulation": "filtered",
  "span-like": "span",
  stress: "stressed",
  "stressed-weight": "stressed",
  speed: "speed-limit",
  steps: "step-hikes",
  "step-hike": "step-hikes",
};

/**
 * Parts of a text: names apart by commas, the settings of each after a colon and apart by commas too. A comma inside brackets
 * belongs to its list. Null where the text is not of that form.
 */
export function readParts(text: string): Part[] | null {
  const parts: { kind: string; settings: [string, string][] }[] = [];
  for (const piece of text.split(/,(?![^[{]*[\]}])/).map((p) => p.trim())) {
    const match = /^(?:([a-z][a-z-]*)(?::|$))?(?:([A-Za-z][\w.]*)\s*=\s*(.+))?$/s.exec(piece);
    if (match === null || piece === "" || piece.endsWith(":")) return null;
    const [, name, key, value] = match;
    if (name !== undefined) parts.push({ kind: ALIASES[name] ?? name, settings: [] });
    if (key === undefined) continue;
    if (parts.length === 0) return null;
    parts[parts.length - 1].settings.push([key, value]);
  }
  return parts;
}

/** A part as a map in YAML's flow style. Dots in a setting's name lead into maps. */
export function partYaml({ kind, settings }: Part, more: readonly string[] = []): string {
  const nested = new Map<string, string[]>();
  const plain: string[] = [`kind: ${kind}`];
  for (const [key, value] of settings) {
    const [outer, inner] = key.split(".", 2);
    if (inner === undefined) plain.push(`${key}: ${value}`);
    else nested.set(outer, [...(nested.get(outer) ?? []), `${inner}: ${value}`]);
  }
  const maps = [...nested].map(([key, inside]) => `${key}: { ${inside.join(", ")} }`);
  return `{ ${[...plain, ...maps, ...more].join(", ")} }`;
}
