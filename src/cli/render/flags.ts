import { statSync } from 'node:fs';
import { UsageError } from '../usage-error';

/** The flags that have other programs run: no settings file has them, so that what is checked cannot set them. */
export interface RenderFlags {
  readonly render?: boolean;
  readonly renderValues?: readonly string[];
  readonly renderReleaseName?: string;
}

/** What is to be rendered, and how, as far as flags say. */
export interface RenderRequest {
  /** Files of values for charts, the last having the last word. */
  readonly values: readonly string[];
  /** Default: that of helm, `release-name`. */
  readonly releaseName?: string;
}

/** Source: https://github.com/helm/helm/blob/main/pkg/chart/v2/util/validate_name.go */
const RELEASE_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LONGEST_NAME = 53;

/**
 * Undefined where nothing is to be rendered.
 *
 * @throws UsageError for flags that cannot be honoured
 */
export function renderRequestOf({
  render = false,
  renderValues: values = [],
  renderReleaseName: releaseName,
}: RenderFlags): RenderRequest | undefined {
  if (!render) {
    const flag = values.length > 0 ? '--render-values' : releaseName !== undefined ? '--render-release-name' : undefined;
    if (flag !== undefined) throw new UsageError(`${flag} has no effect without --render. Add it, or remove ${flag}.`);
    return undefined;
  }
  const missing = values.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile() !== true);
  if (missing !== undefined) throw new UsageError(`--render-values ${missing}: there is no such file. Correct the name.`);
  if (releaseName !== undefined && (releaseName.length > LONGEST_NAME || !RELEASE_NAME.test(releaseName))) {
    throw new UsageError(
      `--render-release-name "${releaseName}" is not a name that helm takes: write lower-case letters, digits, - and ., `
        + `${LONGEST_NAME} at most.`,
    );
  }
  return { values, releaseName };
}
