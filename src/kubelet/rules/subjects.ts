import { undecided, type Check, type Outcome, type Subject } from '../../engine/rule';
import { fileObject, subject } from '../../engine/subjects';
import { kubelets as kubeletsOf, type Kubelet } from '../../kubernetes/components/kubelet/kubelets';
import { kubeletFlagFiles } from '../../kubernetes/components/kubelet/node-flags';
import type { NodeSetting } from '../../kubernetes/components/kubelet/setting';
import { NONE } from '../../kubernetes/objects/collect';

/** Every place in which settings of kubelets are written. */
export const kubelets: Subject<Kubelet> = subject(
  'kubelet configurations',
  ({ inventory, kubernetes }) =>
    kubeletsOf(inventory, kubernetes).map((value) => ({ value, object: value.object ?? fileObject(value.file!) })),
  [kubeletFlagFiles],
);

/** What is wrong with a value, as the rest of a message behind the name of the setting; undefined when nothing is. */
export type Judge = (value: unknown, setting: NodeSetting, kubelet: Kubelet) => string | undefined;

/** A check of one setting, where it is decided. */
export function checkSetting(field: string, judge: Judge): Check<Kubelet> {
  return (kubelet) => outcomesOf(kubelet, field, judge);
}

/** What {@link checkSetting} finds. */
export function outcomesOf(kubelet: Kubelet, field: string, judge: Judge): readonly Outcome[] {
  const setting = kubelet.setting(field);
  if (setting === undefined) return NONE;
  const { label, path, line, unclear, value } = setting;
  if (unclear !== undefined) return [{ ...undecided(path, `${label} is not known: ${unclear}`), line }];
  const fault = judge(value, setting, kubelet);
  return fault === undefined ? NONE : [{ path, line, message: `${label} ${fault}` }];
}

/** `is true`, or for a default `is not set, and true by default`. */
export function stateOf({ value, isDefault }: NodeSetting): string {
  const text = Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
  if (!isDefault) return `is ${value === '' ? 'empty' : text}`;
  return value === undefined || value === '' ? 'is not set' : `is not set, and ${text} by default`;
}

/** A file of the kubelet with these fields, for examples. */
export function kubeletWith(fields: string): string {
  return `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n${fields}\n`;
}

/** The page that describes all fields. */
export const FIELDS = 'https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/';
