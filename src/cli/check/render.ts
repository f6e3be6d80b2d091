import { renderJson } from '../../reports/json';
import { renderJunit } from '../../reports/junit';
import { renderMarkdown } from '../../reports/markdown';
import type { ReportInput } from '../../reports/report-input';
import { renderSarif } from '../../reports/sarif';
import { renderText } from '../../reports/text';

/** How text is shown: only the format `text` takes notice. */
export interface Look {
  readonly color: boolean;
  readonly width: number;
}

/** The formats by name. */
export const FORMATS: Readonly<Record<string, (report: ReportInput, look: Look) => string>> = {
  text: (report, look) => renderText(report, look),
  json: (report) => renderJson(report),
  sarif: (report) => renderSarif(report),
  junit: (report) => renderJunit(report),
  markdown: (report) => renderMarkdown(report),
};
