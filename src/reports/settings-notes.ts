import type { AppliedSettings } from '../engine/applied-settings';
import type { CheckedResult } from '../engine/checker';
import { Severity } from '../engine/severity';
import { filledSentences, unfilledSentences } from './filled';
import { viewNotes } from './listed';
import type { ReportInput } from './report-input';
import { count } from './summary';

/**
 * What was set otherwise than the rules and the profile say, and what was filled, a sentence without full stop for each; none where nothing
 * was.
 */
export function settingsNotes(input: ReportInput): readonly string[] {
  const { result } = input;
  const { file, off, leftOut, selection, changed, cluster, defaultNamespace, inBandWaivers, failOn, failOnUnknown } = result.settings;
  const fails = [
    ...(failOn === Severity.LOW ? [] : [`on violations that are ${failOn} or worse`]),
    ...(failOnUnknown ? ['on what is unknown'] : []),
  ];
  return [
    ...(file === undefined ? [] : [`Settings of ${file}`]),
    ...(leftOut === undefined ? [] : [leftOutNote(result)]),
    ...(selection === undefined ? [] : [selectionNote(selection)]),
    ...(off.length === 0 ? [] : [`${count(off.length, 'rule')} switched off: ${off.join(', ')}`]),
    ...(changed.length === 0 ? [] : [`${count(changed.length, 'rule')} set otherwise: ${changed.map(changeOf).join(', ')}`]),
    ...(cluster === undefined ? [] : [`Control plane: ${cluster}`]),
    ...(defaultNamespace === undefined ? [] : [`Objects that state no namespace are put into ${defaultNamespace}`]),
    ...(inBandWaivers === undefined ? [] : [`Reasons and waivers inside the input: ${inBandWaivers}`]),
    ...(fails.length === 0 ? [] : [`Fails ${fails.join(' and ')}`]),
    ...filledSentences(input),
    ...unfilledSentences(input),
    ...viewNotes(input),
  ];
}

/** `Only rbac/* as requested: 200 rules do not run` */
function selectionNote({ only, without, leftOut }: NonNullable<AppliedSettings['selection']>): string {
  const asked = [...(only ? [`only ${only.join(', ')}`] : []), ...(without ? [`without ${without.join(', ')}`] : [])].join(', ');
  return `Requested: ${asked}, so ${count(leftOut, 'rule')} of the profile ${leftOut === 1 ? 'does' : 'do'} not run`;
}

/** `Profile pss-baseline leaves out 200 rules of profile hardened, among them all of etcd, nodes, rbac`; '' where it leaves out none. */
function leftOutNote({ profile, settings: { leftOut } }: CheckedResult): string {
  if (leftOut === undefined) return '';
  const { of, rules, practices } = leftOut;
  const whole = practices.length === 0 ? '' : `, among them all of ${practices.join(', ')}`;
  return `Profile ${profile.name} leaves out ${count(rules, 'rule')} of profile ${of}${whole}`;
}

/** `workloads/run-as-non-root (severity low)`, `workloads/minimum-replicas (least: 3)` */
function changeOf({ rule, severity, options = {} }: AppliedSettings['changed'][number]): string {
  const parts = [
    ...(severity === undefined ? [] : [`severity ${severity}`]),
    ...Object.entries(options).map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(' ') || 'none' : String(value)}`),
  ];
  return `${rule} (${parts.join('; ')})`;
}
