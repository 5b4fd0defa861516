package table

import "github.com/workloadlang/wl/lang/schema"

// projection is a ConfigMap or Secret as files.
func projection(name, field, english, chinese, source, sourceChinese string) *schema.Block {
	kubernetes := map[string]string{"config_map": "configMap", "secret": "secret"}[name]
	return fields(name, kubernetes, english, chinese, append(projectionRows("", field, source, sourceChinese), defaultMode(), defaultUser())...)
}

func projectionRows(base, field, source, sourceChinese string) []row {
	return []row{
		typed("Projection"),
		attr("name", String, base+field, source, sourceChinese, required, limited(objectName())),
		attr("items", StringMap, base+"items", "File names by key; every key is a file of its name where unset.", "按键指定文件名；未设置时每个键为同名文件。",
			keys(configKey()), limited(innerPath()), sized(atLeast(1)), by(CompileItems)),
		attr("item_modes", FileModeMap, base+"items", "Modes of single files, by key as in items.", "单个文件的权限，键与 items 相同。", keys(configKey()), limited(permissions()), by(CompileItemModes), writes(base+"items.mode")),
		attr("item_users", IntMap, base+"items", "Owners of single files, by key as in items.", "单个文件的属主 UID，键与 items 相同。", keys(configKey()), limited(atLeast(0)), by(CompileItemUsers), writes(base+"items.user")),
		attr("optional", Bool, base+"optional", "Whether containers start without it.", "不存在时容器是否仍然启动。"),
	}
}

func defaultMode() *schema.Attribute {
	return attr("default_mode", FileMode, "defaultMode", "The files' mode.", "文件权限。", limited(permissions()))
}

func defaultUser() *schema.Attribute {
	return attr("default_user", Int, "defaultUser", "The files' owner.", "文件的属主 UID。", limited(atLeast(0)), example("1000"))
}

func fileUser(path string) *schema.Attribute {
	return attr("user", Int, path, "The file's owner.", "文件的属主 UID。", limited(atLeast(0)), example("1000"))
}

// projected are files of several sources in one directory.
func projected() *schema.Block {
	return single("projected", "projected", "Files of several sources in one directory.", "来自多个来源、位于同一目录的文件。",
		defaultMode(), defaultUser(),
		many("config_map", "sources", "Entries of a ConfigMap.", "配置项中的条目。", projectionRows("configMap.", "name", "The ConfigMap's name.", "配置项名称。")...),
		many("secret", "sources", "Entries of a Secret.", "保密字典中的条目。", projectionRows("secret.", "name", "The Secret's name.", "保密字典名称。")...),
		many("downward_api", "sources", "Fields of the Pod.", "Pod 的字段。", append(downwardFiles("downwardAPI."), typed("DownwardAPI"))...),
		many("service_account_token", "sources", "A token of the Pods' service account.", "Pod 服务账号的令牌。",
			attr("path", String, "serviceAccountToken.path", "The file.", "文件路径。", required, limited(innerPath())),
			attr("audience", String, "serviceAccountToken.audience", "Audience of the token; the API server where unset.", "令牌的受众；未设置时为 API server。", limited(notEmpty()), example(`"vault"`)),
			attr("expiration_seconds", Int, "serviceAccountToken.expirationSeconds", "How long a token is valid; it is replaced before it expires. 3600 where unset.", "令牌的有效时间（秒），到期前会更新；未设置时为 3600。", limited(between(600, 1<<32))),
			fileUser("serviceAccountToken.user")),
		many("cluster_trust_bundle", "sources", "The certificates of a ClusterTrustBundle, or of all those of a signer.", "一个 ClusterTrustBundle 的证书，或某个签名者全部 ClusterTrustBundle 的证书。",
			attr("path", String, "clusterTrustBundle.path", "The file.", "文件路径。", required, limited(innerPath())),
			attr("name", String, "clusterTrustBundle.name", "The ClusterTrustBundle's name.", "ClusterTrustBundle 的名称。", limited(bundleName())),
			attr("signer_name", String, "clusterTrustBundle.signerName", "The signer, instead of a name.", "签名者，取代 name。", limited(signerName())),
			attr("optional", Bool, "clusterTrustBundle.optional", "Whether containers start without it.", "不存在时容器是否仍然启动。"),
			matchLabels("clusterTrustBundle.labelSelector", "Labels of the signer's bundles.", "该签名者的 ClusterTrustBundle 须具有的标签。"),
			match("clusterTrustBundle.labelSelector.matchExpressions", labelOperators()),
			fileUser("clusterTrustBundle.user")),
		many("pod_certificate", "sources", "A key and a certificate that a signer gives the Pod.", "签名者为 Pod 签发的密钥和证书。",
			attr("signer_name", String, "podCertificate.signerName", "The signer.", "签名者。", required, limited(signerName())),
			attr("key_type", String, "podCertificate.keyType", "Type of the key.", "密钥类型。", required, limited(oneOf("RSA3072", "RSA4096", "ECDSAP256", "ECDSAP384", "ECDSAP521", "ED25519"))),
			attr("max_expiration_seconds", Int, "podCertificate.maxExpirationSeconds", "How long the certificate may be valid; 86400 where unset.", "证书的最长有效时间（秒）；未设置时为 86400。", limited(between(3600, 91*86400))),
			attr("credential_bundle_path", String, "podCertificate.credentialBundlePath", "File with the key and the certificates.", "同时包含密钥和证书的文件。", limited(innerPath())),
			attr("key_path", String, "podCertificate.keyPath", "File with the key.", "密钥文件。", limited(innerPath())),
			attr("certificate_chain_path", String, "podCertificate.certificateChainPath", "File with the certificates.", "证书文件。", limited(innerPath())),
			attr("user_annotations", StringMap, "podCertificate.userAnnotations", "Annotations for the signer.", "传给签名者的注解。", keys(annotationKey()), openKeys),
			fileUser("podCertificate.user")))
}

// downwardAPI are fields of the Pod as files.
func downwardAPI() *schema.Block {
	return single("downward_api", "downwardAPI", "Files with fields of the Pod.", "以 Pod 的字段作为文件。", append(downwardFiles(""), typed("DownwardAPI"), defaultMode(), defaultUser())...)
}

func downwardFiles(base string) []row {
	file := func() blockOption {
		return label(attr("file", String, "path", "The file's path in the volume.", "数据卷中的文件路径。", limited(innerPath())))
	}
	mode := func() *schema.Attribute {
		return attr("mode", FileMode, "mode", "The file's mode.", "文件权限。", limited(permissions()))
	}
	return []row{
		many("field", base+"items", "A file with a field of the Pod.", "以 Pod 的字段为内容的文件。", typed("FieldFile"), file(),
			attr("path", String, "fieldRef.fieldPath", `The field, such as "metadata.labels".`, `字段，例如 "metadata.labels"。`, required, limited(fileField())), mode(), fileUser("user")),
		many("resource", base+"items", "A file with a container's quota.", "以容器的资源配额为内容的文件。", typed("ResourceFile"), file(),
			attr("resource", String, "resourceFieldRef.resource", `The quota, such as "limits.memory".`, `资源配额，例如 "limits.memory"。`, required, limited(containerResource())),
			attr("container", String, "resourceFieldRef.containerName", "The container.", "容器。", required, limited(dnsLabel())),
			attr("divisor", Quantity, "resourceFieldRef.divisor", `The unit of the value, such as "1Mi".`, `计量单位，例如 "1Mi"。`, example(`"1m"`)), mode(), fileUser("user")),
	}
}

func fileField() schema.Limit {
	return pattern(`metadata\.(name|namespace|uid|(labels|annotations)(\['[^']+'\])?)`,
		"be metadata.name, metadata.namespace, metadata.uid, metadata.labels, metadata.annotations, metadata.labels['…'] or metadata.annotations['…']",
		"为 metadata.name、metadata.namespace、metadata.uid、metadata.labels、metadata.annotations、metadata.labels['…'] 或 metadata.annotations['…']", "metadata.labels")
}

func signerName() schema.Limit {
	return pattern(`[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+/[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*`,
		`be a signer with its domain, such as "example.com/mesh"`, `为带域名的签名者，例如 "example.com/mesh"`, "example.com/mesh")
}

func bundleName() schema.Limit {
	return pattern(`[a-z0-9]([a-z0-9.:-]*[a-z0-9])?`, `be the name of a ClusterTrustBundle, such as "roots" or "example.com:mesh:roots"`,
		`为 ClusterTrustBundle 的名称，例如 "roots" 或 "example.com:mesh:roots"`, "roots")
}
