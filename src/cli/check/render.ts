import { htmlPieces } from '../../reports/html';
import { jsonPieces } from '../../reports/json';
import { junitPieces } from '../../reports/junit';
import { renderMarkdown } from '../../reports/markdown';
import type { Pieces, ReportInput } from '../../reports/report-input';
import { sarifPieces } from '../../reports/sarif';
import { textPieces, type TextOptions } from '../../reports/text';

/** How text is shown: only the format `text` takes notice. */
export type Look = TextOptions & Required<Pick<TextOptions, 'color' | 'width'>>;

/** The formats by name. */
export const FORMATS: Readonly<Record<string, (report: ReportInput, look: Look) => Pieces>> = {
  text: (report, look) => textPieces(report, look),
  json: (report) => jsonPieces(report),
  sarif: (report) => sarifPieces(report),
  junit: (report) => junitPieces(report),
  markdown: (report) => [renderMarkdown(report)],
  html: (report) => htmlPieces(report),
};
