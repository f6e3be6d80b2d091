import { Construct } from 'constructs';
import { kubernetesFor } from '../../cdk8s/context';
import { presentNames } from '../../cdk8s/former-names';
import { HostFile } from '../../cdk8s/host-file';
import type { HostPathMount } from '../../cdk8s/host-path-mount';
import { refusal } from '../../cdk8s/refusal';
import { evaluateAuditPolicy, type AuditAttributes } from '../../kubernetes/audit/audit-policy';
import { readAuditPolicy } from '../../kubernetes/audit/read-audit-policy';
import { parseMinor } from '../../kubernetes/releases/versions';
import { readYaml } from '../../text/yaml/yaml';
import { recordedStages } from '../analysis';
import { AuditLogMode, type AuditLogProps } from './audit-log';
import type { AuditDecision, AuditRequest, FormerAuditRequest } from './audit-request';
import type { AuditLevel, AuditResources, AuditRule, AuditStage } from './audit-rule';
import { judgeRules } from './judge-rules';
import { apiServerFlags, logFolder, readLog, type LogSettings } from './log-settings';
import { catchAll, guard, noise, permissionChanges, sessions, type PlacedRule } from './presets';
import { renderPolicy } from './render-policy';

/** The rules that a policy is made of before yours are added. */
export enum AuditPreset {
  /**
   * Changes of permissions (RBAC, admission, certificates, namespaces, network policies) with their bodies, everything else with its
   * metadata, and nothing of named system noise. Bodies of workloads are not recorded, since they often hold passwords in plaintext.
   */
  HARDENED = 'hardened',
  /** The metadata of every request, system noise included. */
  METADATA_FOR_ALL = 'metadata-for-all',
}

/** Properties of {@link AuditPolicy}. */
export interface AuditPolicyProps {
  /**
   * The rules to start from.
   *
   * @default AuditPreset.HARDENED
   */
  readonly preset?: AuditPreset;
  /**
   * Your rules that decide before those of the preset; only the protection of secrets, the rule for shells and system noise come first.
   *
   * @default - none
   */
  readonly rules?: AuditRule[];
  /**
   * Your rules that decide after those of the preset, before the rule that records the metadata of all that is left.
   *
   * @default - none
   */
  readonly finalRules?: AuditRule[];
  /**
   * Resources of your own whose bodies hold credentials, such as custom resources: recorded with their metadata only, like secrets.
   *
   * @default - only secrets, config maps, token requests and token reviews
   */
  readonly sensitiveResources?: AuditResources[];
  /**
   * Whether named system noise (kube-proxy following services, anonymous health checks, …) is recorded too.
   *
   * @default - false for HARDENED, true for METADATA_FOR_ALL
   */
  readonly recordSystemNoise?: boolean;
  /**
   * Whether the event at the beginning of each request is left out: its end has all that it has, and the result.
   *
   * @default - true, but false with AuditLogMode.BLOCKING_STRICT, which acts on this event
   */
  readonly omitRequestReceived?: boolean;
  /**
   * Whether bodies are recorded without `metadata.managedFields`.
   *
   * @default true
   */
  readonly omitManagedFields?: boolean;
  /**
   * Absolute path of the policy on the node and in the container.
   *
   * @default '/etc/kubernetes/audit/policy.yaml'
   * @shape path
   */
  readonly path?: string;
  /**
   * Where the log goes.
   *
   * @default - /var/log/kubernetes/audit/audit.log, 100 files of 100 megabytes, 90 days
   */
  readonly log?: AuditLogProps;
  /**
   * Node groups that get the file.
   *
   * @default ['control-plane']
   * @shape name
   */
  readonly nodes?: string[];
}

/**
 * An audit policy under which no failed or forbidden request goes unrecorded and no body that holds credentials is written to the log, with
 * the API server flags and mounts that belong to it.
 *
 * No policy keeps out what the API server itself quotes: when a patch gives a field a value of a wrong type, its message has the patch or
 * the whole object, and is part of the event (`responseStatus`) at every level but None. A program that ships the log should drop the
 * message and the details of events about secrets and config maps.
 *
 * The first rule that matches decides. A policy cannot see how a request ends, so only named system noise may be at level None; the
 * stages at which results are recorded are never omitted.
 */
export class AuditPolicy extends Construct {
  /** The policy as it is placed on control-plane nodes, mode 0600. */
  public readonly policyFile: HostFile;

  private readonly placed: readonly PlacedRule[];
  private readonly log: LogSettings;

  /**
   * Writes the policy for the control-plane nodes.
   *
   * @throws Error when a rule would open a hole, record credentials, never match, or when a limit of the log is too low
   */
  constructor(scope: Construct, id: string, props: AuditPolicyProps = {}) {
    super(scope, id);
    this.log = readLog(this, props.log ?? {});
    const omitRequestReceived = props.omitRequestReceived ?? this.log.mode !== AuditLogMode.BLOCKING_STRICT;
    if (omitRequestReceived && this.log.mode === AuditLogMode.BLOCKING_STRICT) {
      throw refusal(this, {
        fact: 'mode is BLOCKING_STRICT while RequestReceived is omitted',
        consequence: 'so it would have no effect, since it acts on that stage alone',
        remedy: 'Leave omitRequestReceived out, or take mode BLOCKING.',
      });
    }
    const path = props.path ?? '/etc/kubernetes/audit/policy.yaml';
    this.placed = structuredClone(placeRules(props));
    const rules = this.placed.map(({ rule }) => rule);
    const omitManagedFields = props.omitManagedFields ?? true;
    const content = renderPolicy(this, { rules, omitRequestReceived, omitManagedFields, batchReason: this.log.batchReason });
    const nodes = props.nodes ?? ['control-plane'];
    this.policyFile = new HostFile(this, 'policy-file', { path, mode: '0600', nodes, content: { render: () => content } });
    if (path.startsWith(`${logFolder(this.log)}/`)) {
      throw refusal(this, {
        fact: `the policy ${path} is in the directory of the log, ${logFolder(this.log)}`,
        consequence: 'so the API server, which may write there, could change it',
        remedy: 'Use a separate directory for the log.',
      });
    }
    judgeRules(this, this.policyFile.content, this.placed, props.sensitiveResources ?? []);
  }

  /** The rules in the order in which they are asked, as they were given; a replaced file content is not in it. */
  public get rules(): AuditRule[] {
    return structuredClone(this.placed.map(({ rule }) => rule));
  }

  /**
   * Flags of kube-apiserver, by name without dashes: for kubeadm's `apiServer.extraArgs`, or, with two dashes in front, for a static pod.
   */
  public get apiServerFlags(): { [flag: string]: string } {
    return apiServerFlags(this.log, this.policyFile.path);
  }

  /** What of the node has to be mounted into kube-apiserver: the policy, read-only, and the folder of the log. */
  public get hostPathMounts(): HostPathMount[] {
    const policy = this.policyFile.path;
    const folder = logFolder(this.log);
    return [
      { name: 'audit-policy', hostPath: policy, mountPath: policy, readOnly: true, pathType: 'File' },
      { name: 'audit-log', hostPath: folder, mountPath: folder, readOnly: false, pathType: 'DirectoryOrCreate' },
    ];
  }

  /**
   * Tells what the policy file decides about a request, exactly as kube-apiserver does.
   *
   * @param request who requests what
   * @throws Error when the request is for a resource and a path, or for neither, and when replaced file content is not a valid policy
   */
  public evaluate(request: AuditRequest): AuditDecision;
  public evaluate(request: FormerAuditRequest): AuditDecision;
  public evaluate(request: AuditRequest | FormerAuditRequest): AuditDecision {
    const attributes = this.attributesOf(presentNames<AuditRequest>(this, request, { namespace: 'namespaceName' }));
    const { policy, faults } = readAuditPolicy(readYaml(this.policyFile.content).documents[0]?.value, parseMinor(kubernetesFor(this)));
    if (!policy) {
      throw refusal(this, {
        fact: `the content of ${this.policyFile.path} was replaced by something that kube-apiserver rejects (${faults[0]?.message})`,
        consequence: 'so it decides nothing',
        remedy: 'Correct the replacement.',
      });
    }
    const { rule, level, omitStages, omitManagedFields } = evaluateAuditPolicy(policy, attributes);
    return {
      ruleIndex: rule?.index,
      level: level as AuditLevel,
      stages: recordedStages(policy, rule, attributes) as AuditStage[],
      omitStages: [...omitStages] as AuditStage[],
      omitManagedFields,
    };
  }

  private attributesOf({ user, groups, verb, apiGroup, resource, subresource, name, namespaceName, path }: AuditRequest): AuditAttributes {
    if ((resource === undefined) === (path === undefined)) {
      throw refusal(this, {
        fact: resource === undefined ? 'the request names neither a resource nor a path' : 'the request names a resource and a path',
        consequence: 'so it is not a request that there can be',
        remedy: 'State `resource` for a request of resources, `path` for any other.',
      });
    }
    return {
      user: user === undefined ? undefined : { name: user, groups: groups ?? [] },
      verb,
      resource:
        resource === undefined
          ? undefined
          : {
              group: apiGroup ?? '',
              resource,
              subresource: subresource ?? '',
              name: name ?? '',
              namespace: namespaceName ?? '',
            },
      path: path ?? '',
    };
  }
}

function placeRules({ preset, rules = [], finalRules = [], sensitiveResources = [], recordSystemNoise }: AuditPolicyProps): PlacedRule[] {
  const hardened = (preset ?? AuditPreset.HARDENED) === AuditPreset.HARDENED;
  const own = (list: readonly AuditRule[], name: string) => list.map((rule, index) => ({ rule, place: `${name}[${index}]` }));
  const ours = (...list: readonly AuditRule[]) => list.map((rule) => ({ rule, place: undefined }));
  return [
    // Without other rules the catch-all does what the guard would do.
    ...(hardened || rules.length > 0 || finalRules.length > 0 ? ours(guard(sensitiveResources)) : []),
    ...(hardened ? ours(sessions()) : []),
    ...((recordSystemNoise ?? !hardened) ? [] : ours(...noise())),
    ...own(rules, 'rules'),
    ...(hardened ? ours(permissionChanges()) : []),
    ...own(finalRules, 'finalRules'),
    ...ours(catchAll()),
  ];
}
