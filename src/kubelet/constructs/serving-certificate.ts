/** Where the certificate comes from that the kubelet shows to the API server. */
export class KubeletServingCertificate {
  /**
   * The kubelet requests one from the cluster, and renews it. Someone has to approve the requests (`kubectl certificate approve`, or a
   * controller for them): until then the API server cannot reach the kubelet.
   */
  public static bootstrap(): KubeletServingCertificate {
    return new KubeletServingCertificate();
  }

  /**
   * Files on the node, which another program puts there and renews.
   *
   * @param certFile absolute path of the certificate
   * @param keyFile absolute path of its key
   */
  public static files(certFile: string, keyFile: string): KubeletServingCertificate {
    return new KubeletServingCertificate(certFile, keyFile);
  }

  private constructor(
    /**
     * Path of the certificate.
     *
     * @default - none with bootstrap
     */
    public readonly certFile?: string,
    /**
     * Path of its key.
     *
     * @default - none with bootstrap
     */
    public readonly keyFile?: string,
  ) {}
}
