import { oneLine } from '../../reports/escape';
import { doubleQuoted } from '../../text/yaml/write-yaml';
import type { ChosenRelease } from './release';
import { templateText } from './template';

/** What the settings file of a project says that begins to be checked. */
export interface StartSettings extends ChosenRelease {
  readonly profile: string;
  readonly failOn: string;
  readonly namespace?: string;
  readonly exclude: readonly ExcludedFiles[];
}

/** A glob, and why what it covers is not checked. */
export interface ExcludedFiles {
  readonly glob: string;
  readonly reason?: string;
}

/** The text of a settings file: the template, with these values. */
export function settingsText({ kubernetes, release, profile, failOn, namespace, exclude }: StartSettings): string {
  const text = new Lines(templateText('yaml/cdk8s-hardened.yaml'));
  text.set('kubernetes', `${doubleQuoted(kubernetes)} # ${oneLine(release)}`);
  text.set('profile', profile);
  text.set('failOn', failOn);
  if (namespace !== undefined) text.set('defaultNamespace', doubleQuoted(namespace));
  const entries = exclude.map(({ glob, reason }) => `\n  - ${doubleQuoted(glob)}${reason === undefined ? '' : ` # ${oneLine(reason)}`}`);
  if (entries.length > 0) text.set('exclude', entries.join(''));
  return text.text;
}

/** Settings, each on a line of its own; some are commented out. */
class Lines {
  constructor(public text: string) {}

  public set(key: string, value: string): void {
    const line = new RegExp(`^(?:# )?${key}:.*$`, 'm');
    if (!line.test(this.text)) throw new Error(`the template of the settings has no ${key}`);
    this.text = this.text.replace(line, () => `${key}:${value.startsWith('\n') ? '' : ' '}${value}`);
  }
}
