import { isIP } from 'node:net';
import { Construct } from 'constructs';
import { dump } from 'js-yaml';
import { ApiServers } from '../cdk8s/api-servers';
import { kubernetesFor } from '../cdk8s/context';
import { HostFile } from '../cdk8s/host-file';
import type { HostPathMount } from '../cdk8s/host-path-mount';
import { addControlPlane } from '../cdk8s/known-api-servers';
import { Port } from '../cdk8s/port';
import { isPortNumber } from '../cdk8s/port-number';
import { refusal } from '../cdk8s/refusal';
import { writeDocuments } from '../cdk8s/write-documents';
import type { EtcdTlsConfig } from '../etcd';
import { Cidr } from '../kubernetes/network/cidr';
import { REASON_ANNOTATION } from '../kubernetes/objects/annotations';
import { isDnsSubdomain } from '../kubernetes/objects/label-syntax';
import { ACCEPTED_METADATA } from '../kubernetes/objects/waiver-metadata';
import { formatMinor, parseMinor } from '../kubernetes/releases/versions';
import { commentLine } from '../text/comment';
import { checkApiServerFlags } from './api-server-flag-checks';
import {
  acceptedFor,
  API_SERVER_DEFAULTS,
  AUTHENTICATION_FILE,
  authenticationConfiguration,
  CONTROLLER_DEFAULTS,
  fileMount,
} from './control-plane-defaults';
import type { ControlPlaneParts } from './control-plane-parts';
import { EtcdTopology, type HardenedControlPlaneProps } from './hardened-control-plane-props';
import { initConfiguration } from './kubeadm-node';

/** A flag and the construct that sets it. */
interface SetFlag {
  readonly value: string;
  readonly by: string;
}

/**
 * kubeadm's `ClusterConfiguration`, put together from the constructs that harden the parts of a control plane, so that flags, mounts and
 * files agree. What kubeadm leaves less safe is set: anonymous requests are served at the health checks only, certificates of kubelets are
 * verified, profiles are not served, and so on. Any of it can be set otherwise with `apiServerFlags`.
 *
 * Kubelets need serving certificates of the cluster's CA (`serverTLSBootstrap`, and an approver of their requests), and nodes join
 * with a discovery file in place of a token, which reads a ConfigMap anonymously.
 *
 * Source: https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/
 */
export class HardenedControlPlane extends Construct {
  /** The configuration for `kubeadm init --config` and `kubeadm upgrade`. */
  public readonly configFile: HostFile;

  /**
   * Who the API server lets in without credentials: `/etc/kubernetes/authentication.yaml`.
   *
   * @default - `apiServerFlags` decide it
   */
  public readonly authenticationFile?: HostFile;

  /**
   * What renderers for other programs need.
   *
   * @internal
   */
  public readonly _parts: ControlPlaneParts;

  private readonly flags = new Map<string, SetFlag>();

  /**
   * Puts the parts together.
   *
   * @throws Error when the release is not exact or not the app's, no etcd is given, its members disagree, a flag is set twice, unknown or
   * unsafe, or the endpoint is none
   */
  constructor(scope: Construct, id: string, props: HardenedControlPlaneProps) {
    super(scope, id);
    const version = this.exactVersion(props.version);
    const first = this.firstMember([...props.etcd]);
    const stacked = (props.etcdTopology ?? EtcdTopology.STACKED) === EtcdTopology.STACKED;
    this.setFlags(props.audit.apiServerFlags, props.audit.node.path);
    if (props.kubelet?.configFile) {
      throw refusal(this, {
        fact: `${props.kubelet.node.path} writes its configuration to ${props.kubelet.configFile.path} of the nodes`,
        consequence: 'and kubeadm writes its own, so one of the two would have no effect',
        remedy: 'Give it `delivery: KubeletDelivery.KUBEADM`.',
      });
    }
    // kubeadm sets the client certificate itself.
    const { 'kubelet-certificate-authority': kubeletAuthority } = props.kubelet?.apiServerFlags ?? {};
    if (kubeletAuthority !== undefined) this.setFlags({ 'kubelet-certificate-authority': kubeletAuthority }, props.kubelet!.node.path);
    this.setFlags({ ...props.apiServerFlags }, 'apiServerFlags');
    const nodes = [...(props.nodes ?? ['control-plane'])];
    const mounts = [...props.audit.hostPathMounts];
    if (props.encryption) {
      this.setFlags(props.encryption.apiServerFlags, props.encryption.node.path);
      mounts.push(...props.encryption.hostPathMounts);
    }
    if (props.encryptionConfigPath !== undefined) {
      this.setFlags({ 'encryption-provider-config': props.encryptionConfigPath }, 'encryptionConfigPath');
      mounts.push(...this.mount('encryption', props.encryptionConfigPath));
    }
    if (!this.flags.has('anonymous-auth') && !this.flags.has('authentication-config')) {
      this.setFlags({ 'authentication-config': AUTHENTICATION_FILE }, 'the construct');
      mounts.push(...this.mount('authentication', AUTHENTICATION_FILE));
      this.authenticationFile = new HostFile(this, 'authentication-file', {
        path: AUTHENTICATION_FILE,
        nodes,
        content: { render: () => authenticationConfiguration(kubernetesFor(this)) },
      });
    }
    this.setFlags(Object.fromEntries(Object.entries(API_SERVER_DEFAULTS).filter(([name]) => !this.flags.has(name))), 'the construct');
    for (const flag of Object.keys(first.apiServerFlags)) {
      if (this.flags.has(flag)) throw this.twice(flag, this.flags.get(flag)!.by, first.node.path);
    }
    const reasons = checkApiServerFlags(this, kubernetesFor(this), { ...props.apiServerFlags }, { ...props.unsafeApiServerFlagReason });
    const apiServers = props.apiServers ?? (stacked ? besideEtcd(first.clientUrls, props.apiServerFlags?.['secure-port']) : undefined);
    if (apiServers) addControlPlane(this, apiServers);
    const configuration = {
      apiVersion: 'kubeadm.k8s.io/v1beta4',
      kind: 'ClusterConfiguration',
      kubernetesVersion: `v${version}`,
      ...(props.endpoint === undefined ? {} : { controlPlaneEndpoint: this.checkEndpoint(props.endpoint) }),
      apiServer: {
        extraArgs: [...this.flags].map(([name, { value }]) => ({ name, value })).sort((a, b) => (a.name < b.name ? -1 : 1)),
        extraVolumes: mounts,
      },
      controllerManager: { extraArgs: asArguments(CONTROLLER_DEFAULTS) },
      scheduler: { extraArgs: asArguments(CONTROLLER_DEFAULTS) },
      etcd: stacked ? { local: { extraArgs: first.kubeadmExtraArgs() } } : { external: externalEtcd(first.apiServerFlags) },
    };
    const init = props.firstNode ? [initConfiguration(this, 'firstNode', props.firstNode)] : [];
    this.configFile = new HostFile(this, 'config-file', {
      path: props.path ?? '/etc/kubernetes/kubeadm-config.yaml',
      nodes,
      content: {
        render: () =>
          this.render(
            [...init, configuration, ...(props.kubelet ? [props.kubelet.configuration] : [])],
            [...reasons, ...(props.kubelet?.acceptedReasons ?? [])],
          ),
      },
    });
    props.kubelet?._takenBy(this.configFile);
    const accepted = acceptedFor({ ...props.unsafeApiServerFlagReason });
    if (Object.keys(accepted).length > 0) this.configFile.node.addMetadata(ACCEPTED_METADATA, accepted);
    this._parts = {
      version: `v${version}`,
      clusterConfiguration: configuration,
      files: [props.audit.policyFile, ...(this.authenticationFile ? [this.authenticationFile] : [])],
      encryptionConfigPath: props.encryptionConfigPath,
      kubelet: props.kubelet,
      accepted,
    };
  }

  private render(documents: readonly object[], reasons: readonly string[]): string {
    const comments = reasons.map((reason) => `${commentLine(`${REASON_ANNOTATION}: ${reason}`)}\n`).join('');
    return `${comments}${writeDocuments(
      documents,
      () => this,
      (value) => dump(value, { lineWidth: 150 }),
    )}`;
  }

  private mount(name: string, path: string): HostPathMount[] {
    if (!/^(\/[A-Za-z0-9._@+-]+)+$/.test(path)) {
      throw refusal(this, {
        fact: `encryptionConfigPath is ${JSON.stringify(path)}, which is not an absolute path`,
        consequence: 'so the API server would not find the file',
        remedy: 'Write a path such as "/etc/kubernetes/pki/encryption.yaml".',
      });
    }
    const mount = fileMount(name, path);
    return mount === undefined ? [] : [mount];
  }

  private exactVersion(text: string): string {
    const exact = /^v?(\d+\.\d+\.\d+)$/.exec(text)?.[1];
    const minor = kubernetesFor(this);
    if (exact !== undefined && formatMinor(parseMinor(exact)) === minor) return exact;
    throw refusal(this, {
      fact: `version is ${JSON.stringify(text)}`,
      consequence: `but the app is made for Kubernetes ${minor}, and kubeadm needs one exact release of it`,
      remedy: `Write a release such as "${minor}.2".`,
    });
  }

  /** As kubeadm reads it: ParseHostPort in cmd/kubeadm/app/util/endpoint.go */
  private checkEndpoint(endpoint: string): string {
    const split = /^(?:\[(.*)\]|([^:]*)):(\d{1,5})$/.exec(endpoint);
    const [host, port] = split ? [split[1] ?? split[2]!, Number(split[3])] : [endpoint, undefined];
    const isHost = isIP(host) !== 0 || (isDnsSubdomain(host) && !/^[\d.]+$/.test(host));
    if (isHost && (port === undefined || isPortNumber(port))) return endpoint;
    throw refusal(this, {
      fact: `endpoint is ${JSON.stringify(endpoint)}, which is not an address of API servers`,
      consequence: 'so kubeadm rejects the configuration',
      remedy: 'Write an IP address or a DNS name, and a port if you like, such as "api.example.com:6443".',
    });
  }

  private firstMember(members: readonly EtcdTlsConfig[]): EtcdTlsConfig {
    const first = members[0];
    if (!first) {
      throw refusal(this, {
        fact: 'no member of etcd is given',
        consequence: 'so the API server would have no store',
        remedy: 'Give at least one EtcdTlsConfig.',
      });
    }
    const flags = JSON.stringify(first.apiServerFlags);
    for (const other of members) {
      if (JSON.stringify(other.apiServerFlags) === flags) continue;
      throw refusal(this, {
        fact: `${first.node.path} and ${other.node.path} give the API server different flags for etcd`,
        consequence: 'so they do not belong to one cluster',
        remedy: 'Give every member the same cluster, ports and certificates of the API server.',
      });
    }
    return first;
  }

  private setFlags(flags: { readonly [flag: string]: string }, by: string): void {
    for (const name of Object.keys(flags)) {
      const other = this.flags.get(name);
      if (other) throw this.twice(name, other.by, by);
      this.flags.set(name, { value: flags[name]!, by });
    }
  }

  private twice(flag: string, one: string, other: string): Error {
    return refusal(this, {
      fact: `--${flag} is set by ${one} and by ${other}`,
      consequence: 'so one of the two would have no effect',
      remedy: 'Set it in one place.',
    });
  }
}

function asArguments(flags: { readonly [flag: string]: string }): object[] {
  return Object.entries(flags).map(([name, value]) => ({ name, value }));
}

/** kubeadm makes the API server's flags from these itself. */
function externalEtcd(flags: { readonly [flag: string]: string }): object {
  return {
    endpoints: flags['etcd-servers']!.split(','),
    caFile: flags['etcd-cafile'],
    certFile: flags['etcd-certfile'],
    keyFile: flags['etcd-keyfile'],
  };
}

/** API servers on the nodes of etcd's members; undefined where a member is known by its name alone. */
function besideEtcd(clientUrls: readonly string[], port = '6443'): ApiServers | undefined {
  const hosts = clientUrls.map((url) => new URL(url).hostname.replace(/^\[(.*)\]$/, '$1'));
  if (!hosts.every((host) => isIP(host) !== 0) || !isPortNumber(Number(port))) return undefined;
  const addresses = hosts.map((host) => Cidr.of(`${host}/${isIP(host) === 6 ? 128 : 32}`));
  return ApiServers.at(addresses, Port.tcp(Number(port)));
}
