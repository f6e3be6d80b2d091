import type { Outcome } from '../../../engine/rule';
import {
  ENFORCE_LABEL,
  MODE_LABELS,
  POD_SECURITY_LABELS,
  readLevel,
  strictness,
  type Mode,
} from '../../../kubernetes/admission/pod-security';
import type { Basis } from '../../../kubernetes/admission/pod-security-configuration';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { fieldsNotYetChecked, parsePolicyVersion } from '../../../kubernetes/pods/security/evaluate';
import { compareVersions, formatMinor, type KubernetesMinor } from '../../../kubernetes/releases/versions';
import { nearest } from '../../../text/nearest';
import { joinPath } from '../../../text/path';
import { labelOf, wrongLabel } from '../namespace-subjects';

/** A label with the prefix of Pod Security that is not one of the six. */
export function unknownLabel(key: string): Outcome {
  return {
    path: joinPath('metadata.labels', key),
    message:
      `${key} is not a label of Pod Security admission and does nothing: the one that resembles it is `
      + `${nearest(key, POD_SECURITY_LABELS)}`,
  };
}

/** The label for the level of a mode: valid, and not below the enforced level. */
export function levelLabel(object: KubeObject, mode: Mode): Outcome[] {
  const { level: key } = MODE_LABELS[mode];
  const found = labelOf(object, key);
  const { value, path } = found;
  if (value === undefined) return [];
  if (typeof value !== 'string') return [wrongLabel(key, found)];
  if (readLevel(value) === undefined) return [{ path, message: `${JSON.stringify(value)} is not a Pod Security level` }];
  const enforced = readLevel(object.labels[ENFORCE_LABEL] ?? '');
  if (enforced === undefined || strictness(value) >= strictness(enforced)) return [];
  return [{ path, message: `the level ${value} is below ${enforced}, which the namespace enforces` }];
}

/** The label for the version of a mode: valid, known to the cluster, and with a level that it is the version of. */
export function versionLabel(object: KubeObject, mode: Mode, kubernetes: KubernetesMinor, bases: readonly Basis[]): Outcome[] {
  const { level, version: key } = MODE_LABELS[mode];
  const found = labelOf(object, key);
  const { value, path } = found;
  if (value === undefined) return [];
  if (typeof value !== 'string') return [wrongLabel(key, found)];
  const version = parsePolicyVersion(value);
  if (version === undefined) return [{ path, message: `${JSON.stringify(value)} is not a version: neither latest nor of the form v1.36` }];
  if (version !== 'latest' && compareVersions(version, kubernetes) > 0) {
    return [{ path, message: `the version ${value} is newer than Kubernetes ${formatMinor(kubernetes)}, so it counts as latest` }];
  }
  const [byDefault] = bases.map(({ defaults }) => defaults[mode].level);
  const isAgreed = bases.every(({ defaults }) => defaults[mode].level === byDefault);
  if (mode === 'enforce' && version !== 'latest' && labelOf(object, level).value === undefined && isAgreed && byDefault !== undefined) {
    const lacking = fieldsNotYetChecked(byDefault, version);
    if (lacking.length > 0) {
      return [{ path, message: `the level ${byDefault} of the version ${value} does not yet check ${lacking.join(', ')}` }];
    }
  }
  // Without a label of its own, the level to warn of follows the enforced one, and takes this version.
  const followed = mode === 'warn' && labelOf(object, ENFORCE_LABEL).value !== undefined;
  if (labelOf(object, level).value !== undefined || followed || bases.some(({ defaults }) => defaults[mode].level !== 'privileged')) {
    return [];
  }
  return [{ path, message: `the version ${value} has no effect, because the label ${level} is not set` }];
}
