import type { IConstruct } from 'constructs';
import { checkReason } from '../../cdk8s/check-reason';
import { refusal } from '../../cdk8s/refusal';
import { AuditLogMode, type AuditLogProps } from './audit-log';

/** {@link AuditLogProps} with every default filled in. */
export interface LogSettings {
  readonly path: string;
  readonly maxAgeDays: number;
  readonly maxBackups: number;
  readonly maxSizeMegabytes: number;
  readonly compress: boolean;
  readonly mode: AuditLogMode;
  /** Set = batch mode. */
  readonly batchReason: string | undefined;
}

/** Minima of the CIS Kubernetes Benchmark 1.12, controls 1.2.17 to 1.2.19. */
const LIMITS = [
  { name: 'maxAgeDays', minimum: 30, unit: 'days' },
  { name: 'maxBackups', minimum: 10, unit: 'files' },
  { name: 'maxSizeMegabytes', minimum: 100, unit: 'megabytes' },
] as const;

export function readLog(scope: IConstruct, props: AuditLogProps): LogSettings {
  const settings: LogSettings = {
    path: props.path ?? '/var/log/kubernetes/audit/audit.log',
    maxAgeDays: props.maxAgeDays ?? 90,
    maxBackups: props.maxBackups ?? 100,
    maxSizeMegabytes: props.maxSizeMegabytes ?? 100,
    compress: props.compress ?? false,
    mode: props.mode ?? AuditLogMode.BLOCKING,
    batchReason: props.unsafeBatchReason,
  };
  if (!/^(\/[A-Za-z0-9._@+-]+){2,}$/.test(settings.path) || settings.path.split('/').some((part) => part === '.' || part === '..')) {
    throw refusal(scope, {
      fact: `${JSON.stringify(settings.path)} is not an absolute path of a file in a directory`,
      consequence: 'so the log could not be mounted and rotated',
      remedy: 'Write a path such as "/var/log/kubernetes/audit/audit.log".',
    });
  }
  if (/^\/(?:dev|proc|sys)\//.test(settings.path)) {
    throw refusal(scope, {
      fact: `log.path is ${settings.path}, which is no file of a disk`,
      consequence: 'so events would not be kept',
      remedy: 'Write a path such as "/var/log/kubernetes/audit/audit.log".',
    });
  }
  for (const { name, minimum, unit } of LIMITS) {
    const value = settings[name];
    if (Number.isSafeInteger(value) && value >= minimum) continue;
    throw refusal(scope, {
      fact: `log.${name} is ${value}, not an integer of at least ${minimum} ${unit}`,
      consequence: value === 0 ? 'and 0 means no limit, so the disk could fill up' : 'so the log would not last for an investigation',
      remedy: `State ${minimum} or more.`,
    });
  }
  checkReason(scope, 'log.unsafeBatchReason', settings.batchReason);
  if (settings.batchReason !== undefined && props.mode !== undefined) {
    throw refusal(scope, {
      fact: `log.unsafeBatchReason requests batch mode, but log.mode is ${props.mode}`,
      consequence: 'so it is unclear which is meant',
      remedy: 'Leave one of them out.',
    });
  }
  return settings;
}

/** The folder of the log: it is what is mounted, since a file that is a mount cannot be rotated. */
export function logFolder({ path }: LogSettings): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** Flags by name without dashes. All exist in Kubernetes 1.35 to 1.37: k8s.io/apiserver/pkg/server/options/audit.go. */
export function apiServerFlags(log: LogSettings, policyPath: string): { [flag: string]: string } {
  return {
    'audit-policy-file': policyPath,
    'audit-log-path': log.path,
    'audit-log-format': 'json',
    'audit-log-mode': log.batchReason === undefined ? log.mode : 'batch',
    'audit-log-maxage': String(log.maxAgeDays),
    'audit-log-maxbackup': String(log.maxBackups),
    'audit-log-maxsize': String(log.maxSizeMegabytes),
    ...(log.compress ? { 'audit-log-compress': 'true' } : {}),
  };
}
