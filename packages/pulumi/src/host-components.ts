import type * as pulumi from '@pulumi/pulumi';
import * as hardened from 'cdk8s-hardened';
import type { Construct } from 'constructs';
import { ConstructComponent } from './construct-component';
import type { HardenedOptions } from './settings';
import type { Inputs } from './values/inputs';

/** What the API server records. See `AuditPolicy` of cdk8s-hardened. */
export class AuditPolicy extends ConstructComponent<hardened.AuditPolicy, hardened.AuditPolicyProps> {
  constructor(name: string, props: Inputs<hardened.AuditPolicyProps>, options?: HardenedOptions) {
    super(name, props, options, {
      construct: hardened.AuditPolicy,
      tell: ({ apiServerFlags, hostPathMounts }) => ({ apiServerFlags, hostPathMounts }),
    });
  }

  /** Flags of kube-apiserver, by name without dashes. */
  public get apiServerFlags(): pulumi.Output<Record<string, string>> {
    return this.told('apiServerFlags');
  }

  /** Mounts that the API server needs where it runs in a pod. */
  public get hostPathMounts(): pulumi.Output<hardened.HostPathMount[]> {
    return this.told('hostPathMounts');
  }
}

/** SSH closed on every node to all but named bastions and VPNs. See `BastionOnlyNodeAccess` of cdk8s-hardened. */
export class BastionOnlyNodeAccess extends ConstructComponent<hardened.BastionOnlyNodeAccess, hardened.BastionOnlyNodeAccessProps> {
  constructor(name: string, props: Inputs<hardened.BastionOnlyNodeAccessProps>, options?: HardenedOptions) {
    super(name, props, options, { construct: hardened.BastionOnlyNodeAccess, tell: ({ activation }) => ({ activation }) });
  }

  /** Shell commands that put the files into effect on a running node, once they are in place. Each may be run again. */
  public get activation(): pulumi.Output<string[]> {
    return this.told('activation');
  }
}

/** Encryption of Secrets in etcd. See `EncryptionAtRest` of cdk8s-hardened. */
export class EncryptionAtRest extends ConstructComponent<hardened.EncryptionAtRest, hardened.EncryptionAtRestProps> {
  constructor(name: string, props: Inputs<hardened.EncryptionAtRestProps>, options?: HardenedOptions) {
    super(name, props, options, {
      construct: hardened.EncryptionAtRest,
      tell: ({ apiServerFlags, hostPathMounts, rotation }) => ({ apiServerFlags, hostPathMounts, rotation }),
    });
  }

  /** Flags of kube-apiserver, by name without dashes. */
  public get apiServerFlags(): pulumi.Output<Record<string, string>> {
    return this.told('apiServerFlags');
  }

  /** Folders that the API server needs where it runs in a pod. */
  public get hostPathMounts(): pulumi.Output<hardened.HostPathMount[]> {
    return this.told('hostPathMounts');
  }

  /** The steps from the previous providers to the new one, with the file of each. */
  public get rotation(): pulumi.Output<hardened.EncryptionRotationStep[]> {
    return this.told('rotation');
  }
}

/** A member of etcd that speaks TLS only. See `EtcdTlsConfig` of cdk8s-hardened. */
export class EtcdTlsConfig extends ConstructComponent<hardened.EtcdTlsConfig, hardened.EtcdTlsConfigProps> {
  constructor(name: string, props: Inputs<hardened.EtcdTlsConfigProps>, options?: HardenedOptions) {
    super(name, props, options, {
      construct: hardened.EtcdTlsConfig,
      tell: (etcd) => ({
        apiServerFlags: etcd.apiServerFlags,
        clientUrls: etcd.clientUrls,
        flags: etcd.flags,
        kubeadmExtraArgs: etcd.kubeadmExtraArgs(),
      }),
    });
  }

  /** Flags of kube-apiserver that make it speak TLS to etcd, by name without dashes. */
  public get apiServerFlags(): pulumi.Output<Record<string, string>> {
    return this.told('apiServerFlags');
  }

  /** Where clients reach the member. */
  public get clientUrls(): pulumi.Output<string[]> {
    return this.told('clientUrls');
  }

  /** Flags of etcd, by name without dashes. */
  public get flags(): pulumi.Output<Record<string, string>> {
    return this.told('flags');
  }

  /** `etcd.local.extraArgs` of kubeadm's configuration. */
  public get kubeadmExtraArgs(): pulumi.Output<hardened.EtcdArgument[]> {
    return this.told('kubeadmExtraArgs');
  }
}

/** kubeadm's `ClusterConfiguration`. See `HardenedControlPlane` of cdk8s-hardened. */
export class HardenedControlPlane extends ConstructComponent<hardened.HardenedControlPlane, hardened.HardenedControlPlaneProps> {
  constructor(name: string, props: Inputs<hardened.HardenedControlPlaneProps>, options?: HardenedOptions) {
    super(name, props, options, { construct: hardened.HardenedControlPlane });
  }
}

/** The configuration of kubelets. See `HardenedKubelet` of cdk8s-hardened. */
export class HardenedKubelet extends ConstructComponent<hardened.HardenedKubelet, hardened.HardenedKubeletProps> {
  constructor(name: string, props: Inputs<hardened.HardenedKubeletProps>, options?: HardenedOptions) {
    super(name, props, options, { construct: hardened.HardenedKubelet, tell: ({ apiServerFlags }) => ({ apiServerFlags }) });
  }

  /** Flags of kube-apiserver that belong to these kubelets, by name without dashes. */
  public get apiServerFlags(): pulumi.Output<Record<string, string>> {
    return this.told('apiServerFlags');
  }
}

/** Properties of {@link HostFile}: the content is a text. */
export type HostFileInputs = Omit<Inputs<hardened.HostFileProps>, 'content'> & {
  /** What is in it. */
  readonly content: pulumi.Input<string> | hardened.IHostFileContent;
};

/** A file that belongs on nodes. See `HostFile` of cdk8s-hardened. */
export class HostFile extends ConstructComponent<hardened.HostFile, ConstructorParameters<typeof TextFile>[2]> {
  constructor(name: string, props: HostFileInputs, options?: HardenedOptions) {
    super(name, props, options, { construct: TextFile, type: 'HostFile' });
  }
}

/** A host file of a text, in place of something that renders it. */
class TextFile extends hardened.HostFile {
  constructor(
    scope: Construct,
    id: string,
    { content, ...props }: Omit<hardened.HostFileProps, 'content'> & { readonly content: string | hardened.IHostFileContent },
  ) {
    super(scope, id, { ...props, content: typeof content === 'string' ? { render: () => content } : content });
  }
}
