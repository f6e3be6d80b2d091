import { Construct } from 'constructs';
import { checkReason } from '../../cdk8s/check-reason';
import { kubernetesFor } from '../../cdk8s/context';
import { tcpPortOf } from '../../cdk8s/former-names';
import { HostFile } from '../../cdk8s/host-file';
import { Port } from '../../cdk8s/port';
import { refusal, type Refusal } from '../../cdk8s/refusal';
import { REASON_ANNOTATION } from '../../kubernetes/objects/annotations';
import { ACCEPTED_METADATA } from '../../kubernetes/objects/waiver-metadata';
import { isLoopback, parseUrl } from '../urls';
import { addressFault, type AddressPlan } from './address-checks';
import { certificateFault, type CertificatePlan } from './certificate-checks';
import { renderConfigFile } from './config-file-text';
import { certificateSettings, memberSettings, planAddresses, planCertificates } from './etcd-tls-plan';
import { EtcdTlsVersion, type EtcdArgument, type EtcdTlsConfigProps } from './etcd-tls-props';
import type { FormerEtcdTlsConfigProps } from './former-props';
import { kubeadmRelease, parseRelease, type EtcdRelease } from './release';
import { tlsSettings } from './tls-settings';

/** Flags that differ from member to member: kubeadm sets these itself on every node. */
const OF_ONE_MEMBER = /^(name|data-dir|initial-|advertise-|listen-(client|peer)-)/;

/**
 * One member of etcd that speaks TLS only: client and peer certificates are required, none is generated, suites are strong, and the
 * authority is etcd's own.
 *
 * It makes the member's configuration file ({@link configFile}); the same as {@link flags} for an etcd that is started with flags;
 * kubeadm's `etcd.local.extraArgs` ({@link kubeadmExtraArgs}); and the flags of the API server that go with it ({@link apiServerFlags}).
 * With the file, etcd ignores flags and `ETCD_…` variables: use one of the three. The defaults are kubeadm's paths.
 *
 * Sources: CIS Kubernetes Benchmark 1.12, section 2; https://etcd.io/docs/v3.6/op-guide/security/
 */
export class EtcdTlsConfig extends Construct {
  /**
   * The member's configuration file on its node. Where no property does, {@link HostFile.overrideContent} replaces it; rules check the new
   * text.
   */
  public readonly configFile: HostFile;
  /** The release of etcd that it is made for. */
  public readonly release: string;

  private readonly settings: ReadonlyMap<string, string>;
  private readonly remarks: readonly string[];
  private readonly addresses: AddressPlan;
  private readonly certificates: CertificatePlan;

  /**
   * Configures one member.
   *
   * @throws Error for any plaintext URL, shared authority, missing or doubled file, and for what the release does not have
   */
  constructor(scope: Construct, id: string, props: EtcdTlsConfigProps);
  constructor(scope: Construct, id: string, props: FormerEtcdTlsConfigProps);
  constructor(scope: Construct, id: string, given: EtcdTlsConfigProps | FormerEtcdTlsConfigProps) {
    super(scope, id);
    const props = given as EtcdTlsConfigProps;
    const refuse = (fault: Refusal | undefined) => {
      if (fault) throw refusal(this, fault);
    };
    const release = this.releaseOf(props);
    checkReason(this, 'unsafeListenOnAllAddressesReason', props.unsafeListenOnAllAddressesReason);
    this.addresses = planAddresses(props, {
      clientPort: tcpPortOf(this, 'clientPort', props.clientPort ?? Port.tcp(2379)),
      peerPort: tcpPortOf(this, 'peerPort', props.peerPort ?? Port.tcp(2380)),
    });
    this.certificates = planCertificates(props);
    refuse(addressFault(this.addresses));
    refuse(certificateFault(this.certificates));
    const tls = tlsSettings(release, props.minimumTlsVersion ?? EtcdTlsVersion.TLS_1_2, props.cipherSuites);
    if ('fact' in tls) throw refusal(this, tls);
    const dataDir = props.dataDir ?? '/var/lib/etcd';
    if (!/^(\/[A-Za-z0-9._@+-]+)+$/.test(dataDir)) {
      refuse({
        fact: `dataDir ${JSON.stringify(dataDir)} is not an absolute path of a directory`,
        consequence: 'so etcd would store its data relative to the directory in which it is started',
        remedy: 'Write a path such as "/var/lib/etcd".',
      });
    }
    if (props.clusterToken !== undefined && !/^[A-Za-z0-9._-]+$/.test(props.clusterToken)) {
      refuse({
        fact: `${JSON.stringify(props.clusterToken)} is not a token`,
        consequence: 'so etcd could misread it',
        remedy: 'Use letters, digits, ".", "_" and "-".',
      });
    }

    this.release = release.text;
    this.remarks = tls.remarks;
    this.settings = new Map([
      ...memberSettings(this.addresses, dataDir, props.clusterState, props.clusterToken),
      ...certificateSettings(this.certificates),
      ...tls.settings,
    ]);
    const comments = [
      `etcd ${release.text}, member ${props.member.name}. With this file etcd ignores flags and ETCD_ variables.`,
      ...tls.remarks,
    ];
    if (props.unsafeListenOnAllAddressesReason !== undefined) {
      comments.push(`${REASON_ANNOTATION}: ${props.unsafeListenOnAllAddressesReason}`);
    }
    this.configFile = new HostFile(this, 'ConfigFile', {
      path: props.configPath ?? '/etc/etcd/etcd.conf.yml',
      mode: '0600',
      owner: props.owner,
      nodes: [...(props.nodes ?? [props.member.name])],
      content: { render: () => renderConfigFile(this.settings, comments) },
    });
    if (props.unsafeListenOnAllAddressesReason !== undefined) {
      this.configFile.node.addMetadata(ACCEPTED_METADATA, { 'etcd/listen-addresses': props.unsafeListenOnAllAddressesReason });
    }
  }

  /** etcd's flags by name, without dashes. */
  public get flags(): { [name: string]: string } {
    return Object.fromEntries(this.settings);
  }

  /** The flags of kube-apiserver that belong to this etcd, by name, without dashes. */
  public get apiServerFlags(): { [name: string]: string } {
    const { certFile, keyFile, trustedCaFile } = this.certificates.apiServerCertificates;
    return {
      'etcd-servers': this.addresses.apiServerEndpoints.join(','),
      'etcd-cafile': trustedCaFile,
      'etcd-certfile': certFile,
      'etcd-keyfile': keyFile,
    };
  }

  /** URLs at which clients reach the members. */
  public get clientUrls(): string[] {
    return [...this.addresses.clientUrls];
  }

  /** What the release lacks, and what follows; empty for a release that has all. Also in the file, as comments. */
  public get notes(): string[] {
    return [...this.remarks];
  }

  /**
   * `etcd.local.extraArgs` of kubeadm v1beta4 and later: what all members share. Names and addresses of members are kubeadm's own business.
   *
   * @throws Error when a file lies outside the directory that kubeadm mounts into etcd's pod
   */
  public kubeadmExtraArgs(): EtcdArgument[] {
    const { clientCertificates: client, peerCertificates: peer } = this.certificates;
    const files = [client, peer].flatMap(({ certFile, keyFile, trustedCaFile }) => [certFile, keyFile, trustedCaFile]);
    const directories = new Set(files.map((file) => file.slice(0, file.lastIndexOf('/'))));
    if (directories.size > 1 || ![...directories][0]!.endsWith('/etcd')) {
      throw refusal(this, {
        fact: `etcd's files are in ${[...directories].join(', ')}`,
        consequence: 'but kubeadm mounts only the directory "etcd" below its certificatesDir into etcd\'s pod',
        remedy: 'Keep them in one such directory, such as /etc/kubernetes/pki/etcd.',
      });
    }
    const metricsOfOne = this.addresses.metricsUrls.some((url) => !isLoopback(hostOf(url)));
    return [...this.settings]
      .filter(([name]) => !OF_ONE_MEMBER.test(name) && !(name === 'listen-metrics-urls' && metricsOfOne))
      .map(([name, value]) => ({ name, value }));
  }

  /** {@link kubeadmExtraArgs} as kubeadm v1beta3 has it. */
  public kubeadmExtraArgsMap(): { [name: string]: string } {
    return Object.fromEntries(this.kubeadmExtraArgs().map(({ name, value }) => [name, value]));
  }

  private releaseOf(props: EtcdTlsConfigProps): EtcdRelease {
    const kubernetes = kubernetesFor(this);
    const text = props.release ?? kubeadmRelease(kubernetes);
    if (text === undefined) {
      throw refusal(this, {
        fact: `which etcd kubeadm runs for Kubernetes ${kubernetes} is not known`,
        consequence: 'so it is unclear which flags etcd has',
        remedy: 'State release, such as "3.6.8".',
      });
    }
    const release = parseRelease(text);
    if (typeof release === 'string') {
      throw refusal(this, {
        fact: release,
        consequence: 'so it is unclear which flags etcd has',
        remedy: 'Write a release such as "3.6.8".',
      });
    }
    return release;
  }
}

function hostOf(url: string): string {
  const parsed = parseUrl(url);
  return typeof parsed === 'string' ? '' : parsed.host;
}
