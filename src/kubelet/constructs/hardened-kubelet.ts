import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { dump } from 'js-yaml';
import { checkReason } from '../../cdk8s/check-reason';
import { kubernetesFor } from '../../cdk8s/context';
import { HostFile } from '../../cdk8s/host-file';
import { refusal } from '../../cdk8s/refusal';
import { writeDocuments } from '../../cdk8s/write-documents';
import { NodeTable } from '../../kubernetes/components/kubelet/table';
import { REASON_ANNOTATION } from '../../kubernetes/objects/annotations';
import { ACCEPTED_METADATA } from '../../kubernetes/objects/waiver-metadata';
import { parseMinor } from '../../kubernetes/releases/versions';
import { commentLine } from '../../text/comment';
import { numberFault, pathFault, settingsFault, suitesFault, sysctlFault, type Faulty } from './checks';
import {
  KubeletCgroupDriver,
  KubeletCipherSuite,
  KubeletDelivery,
  KubeletTlsVersion,
  type HardenedKubeletProps,
} from './hardened-kubelet-props';
import { KubeletServingCertificate } from './serving-certificate';

/** As many processes as Linux has ids for. */
const MOST_PIDS = 4_194_304;

/**
 * The configuration of kubelets that answer no client without credentials and rights: no anonymous requests, every request authorized by
 * the API server, no read-only port, a certificate of a CA, strong TLS, limits, and seccomp by default.
 *
 * It writes `KubeletConfiguration` for the nodes, or for kubeadm as a part of `HardenedControlPlane`.
 *
 * Sources: CIS Kubernetes Benchmark 1.12, section 4.2; https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
 */
export class HardenedKubelet extends Construct {
  /**
   * The file of the nodes.
   *
   * @default - none for KubeletDelivery.KUBEADM
   */
  public readonly configFile?: HostFile;

  private readonly fields: Readonly<Record<string, unknown>>;
  private readonly caFile: string;
  private readonly reasons: ReadonlyMap<string, string>;
  private isTaken = false;

  /**
   * Configures the kubelets of some nodes.
   *
   * @throws Error for a path that is not absolute, a limit that limits nothing, an unsafe sysctl without a reason, a field that the release
   * does not have or that this construct sets, and a value of a wrong type
   */
  constructor(scope: Construct, id: string, props: HardenedKubeletProps = {}) {
    super(scope, id);
    const refuse = (fault: Faulty) => {
      if (fault) throw refusal(this, fault);
    };
    checkReason(this, 'unsafeKernelDefaultsReason', props.unsafeKernelDefaultsReason);
    checkReason(this, 'unsafeSysctlsReason', props.unsafeSysctlsReason);
    const sysctls = [...(props.allowedUnsafeSysctls ?? [])];
    const timeout = (props.streamingIdleTimeout ?? Duration.minutes(30)).toSeconds({ integral: false });
    this.caFile = props.clientCaFile ?? '/etc/kubernetes/pki/ca.crt';
    const serving = props.servingCertificate ?? KubeletServingCertificate.bootstrap();
    refuse(pathFault('clientCaFile', this.caFile));
    if (serving.certFile !== undefined) refuse(pathFault('certFile', serving.certFile) ?? pathFault('keyFile', serving.keyFile!));
    refuse(numberFault('podPidsLimit', props.podPidsLimit ?? 1, MOST_PIDS, 'so a pod could take all process ids of its node'));
    refuse(numberFault('eventRecordQps', props.eventRecordQps ?? 1, 2 ** 31 - 1, 'so events would have no limit'));
    refuse(numberFault('streamingIdleTimeout (in seconds)', timeout, 2 ** 31 - 1, 'so idle sessions would stay open'));
    refuse(sysctlFault(sysctls, props.unsafeSysctlsReason));
    const version = props.minimumTlsVersion ?? KubeletTlsVersion.TLS_1_2;
    const suites = props.cipherSuites ?? (version === KubeletTlsVersion.TLS_1_3 ? undefined : Object.values(KubeletCipherSuite));
    refuse(suitesFault(suites, version));
    const own = {
      authentication: { anonymous: { enabled: false }, webhook: { enabled: true }, x509: { clientCAFile: this.caFile } },
      authorization: { mode: 'Webhook' },
      readOnlyPort: 0,
      healthzBindAddress: '127.0.0.1',
      enableProfilingHandler: false,
      enableDebugFlagsHandler: false,
      enableContentionProfiling: false,
      rotateCertificates: true,
      ...(serving.certFile === undefined
        ? { serverTLSBootstrap: true }
        : { tlsCertFile: serving.certFile, tlsPrivateKeyFile: serving.keyFile }),
      tlsMinVersion: version,
      ...(suites && { tlsCipherSuites: [...suites] }),
      protectKernelDefaults: props.unsafeKernelDefaultsReason === undefined,
      makeIPTablesUtilChains: true,
      seccompDefault: true,
      podPidsLimit: props.podPidsLimit ?? 4096,
      eventRecordQPS: props.eventRecordQps ?? 50,
      streamingConnectionIdleTimeout: `${timeout}s`,
      cgroupDriver: props.cgroupDriver ?? KubeletCgroupDriver.SYSTEMD,
      ...(sysctls.length > 0 && { allowedUnsafeSysctls: sysctls }),
    };
    refuse(settingsFault({ ...props.settings }, own, NodeTable.of(parseMinor(kubernetesFor(this)))));
    this.fields = { ...own, ...props.settings };
    this.reasons = new Map(
      [
        ['kubelet/protect-kernel-defaults', props.unsafeKernelDefaultsReason] as const,
        ['kubelet/allowed-unsafe-sysctls', sysctls.length > 0 ? props.unsafeSysctlsReason : undefined] as const,
      ].flatMap(([rule, reason]) => (reason === undefined ? [] : [[rule, reason]])),
    );
    if ((props.delivery ?? KubeletDelivery.FILE) === KubeletDelivery.KUBEADM) {
      this.node.addValidation({
        validate: () => (this.isTaken ? [] : [`no HardenedControlPlane takes ${this.node.path} (kubelet)`]),
      });
      return;
    }
    this.configFile = new HostFile(this, 'ConfigFile', {
      path: props.path ?? '/var/lib/kubelet/config.yaml',
      nodes: props.nodes && [...props.nodes],
      content: { render: () => this.render() },
    });
    this.accept(this.configFile);
  }

  /** `KubeletConfiguration` as an object, for kubeadm and other renderers. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- fields have values of many types
  public get configuration(): { [field: string]: any } {
    return {
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      ...(JSON.parse(JSON.stringify(this.fields)) as object),
    };
  }

  /** The flags of kube-apiserver that belong to these kubelets, by name, without dashes: how it proves who it is, and verifies them. */
  public get apiServerFlags(): { [name: string]: string } {
    const directory = this.caFile.slice(0, this.caFile.lastIndexOf('/'));
    return {
      'kubelet-certificate-authority': this.caFile,
      'kubelet-client-certificate': `${directory}/apiserver-kubelet-client.crt`,
      'kubelet-client-key': `${directory}/apiserver-kubelet-client.key`,
    };
  }

  /** Reasons for what is unsafe, as they are kept in the file. */
  public get acceptedReasons(): string[] {
    return [...this.reasons.values()];
  }

  /**
   * Tells that a file holds the configuration, so that this one is written and its reasons count there.
   *
   * @internal
   */
  public _takenBy(file: HostFile): void {
    this.isTaken = true;
    this.accept(file);
  }

  private accept(file: HostFile): void {
    if (this.reasons.size > 0) file.node.addMetadata(ACCEPTED_METADATA, Object.fromEntries(this.reasons));
  }

  private render(): string {
    const comments = this.acceptedReasons.map((reason) => `${commentLine(`${REASON_ANNOTATION}: ${reason}`)}\n`).join('');
    return `${comments}${writeDocuments(
      [this.configuration],
      () => this,
      (value) => dump(value, { lineWidth: 150 }),
    )}`;
  }
}
