/**
 * Advance widths of DejaVu Sans 2.37, regular and bold, for the characters from space to "~", in thousandths of the
 * font size. Without a canvas Vega takes every character for 0.8 of it and leaves a third of a picture empty.
 */
// biome-ignore format: a table
const REGULAR = [
  318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636, 636,
  636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
  603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635,
  634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];
// biome-ignore format: a table
const BOLD = [
  348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696, 696, 696, 696,
  696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850,
  733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716,
  712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
];
/** Of any other character (a minus, a dash, a letter with an accent): that of a wide one, so that nothing is clipped. */
const OTHER = 838;

/** Width of a line of text in pixels, for text drawn with the fonts that drawPng uses. */
export function textWidth(text: string, fontSize: number, bold: boolean): number {
  const table = bold ? BOLD : REGULAR;
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += table[text.charCodeAt(i) - 32] ?? OTHER;
  return (sum * fontSize) / 1000;
}

/** A text mark, as Vega hands it to its measure. */
interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
}

/** The measure for Vega's `textMetrics.width`. */
export const measure = (item: TextItem, text: unknown): number =>
  text === null || text === undefined
    ? 0
    : textWidth(String(text), item.fontSize ?? 11, item.fontWeight === "bold" || Number(item.fontWeight) >= 600);
