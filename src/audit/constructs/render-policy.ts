import { dump } from 'js-yaml';
import { AUDIT_API_VERSION } from '../../kubernetes/audit/audit-policy';
import type { AuditRule } from './audit-rule';
import { toManifest } from './presets';

/** What stands in a policy file. */
export interface PolicySettings {
  readonly omitRequestReceived: boolean;
  readonly omitManagedFields: boolean;
  readonly rules: readonly AuditRule[];
  readonly batchReason: string | undefined;
}

/** The policy as YAML, with a comment for each rule that has a description. The same settings give the same text. */
export function renderPolicy({ omitRequestReceived, omitManagedFields, rules, batchReason }: PolicySettings): string {
  const head = {
    apiVersion: AUDIT_API_VERSION,
    kind: 'Policy',
    ...(omitRequestReceived ? { omitStages: ['RequestReceived'] } : {}),
    ...(omitManagedFields ? { omitManagedFields } : {}),
  };
  return [
    comment('Audit policy of kube-apiserver: the first rule that matches decides. Generated; changes are lost.'),
    batchReason === undefined ? '' : comment(`The log is written in batch mode, which may lose events. Reason: ${batchReason}`),
    yaml(head, 1),
    'rules:\n',
    ...rules.map((rule) => (rule.description === undefined ? '' : comment(rule.description)) + yaml([toManifest(rule)], 3)),
  ].join('');
}

/** Every line break that YAML knows ends a comment, so none is let through; nor are other control characters. */
function comment(text: string): string {
  return `# ${text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]+/g, ' ').trim()}\n`;
}

function yaml(value: unknown, flowLevel: number): string {
  return dump(value, { lineWidth: -1, noRefs: true, flowLevel });
}
