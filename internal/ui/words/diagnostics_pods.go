package words

// diagnosticsOfPods are about Pods as a whole, and about what their containers have
// of them: volumes, devices, resources and how they are restarted.
func diagnosticsOfPods() map[string]string {
	return map[string]string{
		// Resources.
		"huge_pages[%q] must be a multiple of the page size. Correct it.":                                                                                                      "huge_pages[%q] 须为页大小的整数倍。请更正。",
		"huge_pages of %s need cpu or memory beside them. Add memory = { limit = … }, for example.":                                                                            "%s 的 huge_pages 须与 cpu 或 memory 一起设置。例如添加 memory = { limit = … }。",
		`%s completes before the other containers start, so it is not restarted when its quota changes. Write "NotRequired", or make it a sidecar: restart_policy = "Always".`: `%s 在其他容器启动之前运行完毕，配额修改时不会重启。请写 "NotRequired"，或设为边车容器：restart_policy = "Always"。`,
		`The Pod restarts no container, because restart_policy of job is "Never". Write "NotRequired", or restart_policy = "OnFailure" in job.`:                                `job 的 restart_policy 为 "Never"，因此 Pod 不会重启任何容器。请写 "NotRequired"，或在 job 中写 restart_policy = "OnFailure"。`,
		"%s has no resource_claim %q.%s Add such a block to it, or name another.":                                                                                              "%s 没有 resource_claim %q。%s请为其添加该块，或改用其他名称。",
		"%s needs either resource_claim_name or resource_claim_template_name. Write one of them.":                                                                              "%s 须有 resource_claim_name 或 resource_claim_template_name 之一。请写其中一个。",
		"%s.limit of %s (%s) must not exceed that of the Pod (%s). Lower it, or raise the Pod's.":                                                                              "%[2]s 的 %[1]s.limit（%[3]s）不能超过 Pod 的限制（%[4]s）。请将其降低，或提高 Pod 的限制。",
		"%s.request of the Pod (%s) must be at least what its containers request together, which is %s. Raise it, or lower theirs.":                                            "Pod 的 %s.request（%s）不能小于各容器申请量之和（%s）。请将其提高，或降低容器的申请量。",

		// Restarts and the end.
		`%s has no restart_policy, which decides where no restart_policy_rule matches. Add restart_policy = "Never", for example.`:                 `%s 没有 restart_policy，而没有 restart_policy_rule 匹配时以它为准。例如添加 restart_policy = "Never"。`,
		"%s has %d restart_policy_rule blocks; the server accepts at most %d. Merge some of them.":                                                 "%s 有 %d 个 restart_policy_rule 块，服务器最多接受 %d 个。请合并其中一些。",
		"exit_codes has %v twice. Remove one of the two.":                                                                                          "exit_codes 中 %v 出现了两次。请移除其中一个。",
		"scheduling_gates has %v twice. Remove one of the two.":                                                                                    "scheduling_gates 中 %v 出现了两次。请移除其中一个。",
		`stop_signal depends on the operating system of the Pods, which is not set. Add pod { os = "linux" } to advanced.`:                         `stop_signal 取决于 Pod 的操作系统，而操作系统未设置。请在 advanced 中添加 pod { os = "linux" }。`,
		`On Windows, stop_signal must be "SIGKILL" or "SIGTERM"; this is %s. Change it.`:                                                           `在 Windows 上，stop_signal 须为 "SIGKILL" 或 "SIGTERM"，此处为 %s。请更改。`,
		`protocol = "HTTP2" has no encryption, but scheme is "HTTPS". Change one of the two.`:                                                      `protocol = "HTTP2" 不加密，而 scheme 为 "HTTPS"。请更改其中一个。`,
		`With protocol = "HTTP2", the request goes to the Pod. Remove host.`:                                                                       `protocol = "HTTP2" 时，请求发往 Pod。请移除 host。`,
		"seconds of sleep (%s) must be at most the termination grace period (%s). Lower it, or raise termination_grace_period_seconds in upgrade.": "sleep 的 seconds（%s）不能超过终止宽限时间（%s）。请将其降低，或提高 upgrade 中的 termination_grace_period_seconds。",

		// Volumes and devices.
		"The file of %s must be in an empty_dir, which volume %s is not. Name another volume.":                                                               "%s 的文件须位于 empty_dir 中，而数据卷 %s 不是。请改用其他数据卷。",
		"The divisor of %s must be one of %s; this is %s. Change it.":                                                                                        "%s 的 divisor 须为 %s 之一，此处为 %s。请更改。",
		"%s has no container %s.%s Name one of its containers.":                                                                                              "%s 没有容器 %s。%s请写它的某个容器。",
		"%s has sub_path and sub_path_expr, which are the same part of the volume. Keep one.":                                                                "%s 同时有 sub_path 和 sub_path_expr，而二者指定的是同一项。请保留一个。",
		`mount_propagation = "Bidirectional" is only for privileged containers, and %s is not. Write "HostToContainer", or privileged = true.`:               `mount_propagation = "Bidirectional" 只适用于特权容器，而 %s 不是。请写 "HostToContainer"，或 privileged = true。`,
		"recursive_read_only = %s needs read_only = true. Add it, or remove recursive_read_only.":                                                            "recursive_read_only = %s 须与 read_only = true 一起设置。请添加它，或移除 recursive_read_only。",
		"recursive_read_only = %s excludes mount_propagation = %s. Remove one of the two.":                                                                   "recursive_read_only = %s 与 mount_propagation = %s 不能同时使用。请移除其中一个。",
		"bind_mount_options do not apply to the files of an image. Remove them.":                                                                             "bind_mount_options 不适用于镜像中的文件。请将其移除。",
		`volume %s has volume_mode = "Block", so it cannot be mounted, and the Pods do not start. Write device %q instead of the mount, or change the mode.`: `数据卷 %s 的 volume_mode 为 "Block"，无法挂载，Pod 不会启动。请改写为 device %q，或更改该模式。`,
		`volume %s does not have volume_mode = "Block", so it cannot be a device, and the Pods do not start. Add that to the claim, or write mount %q.`:      `数据卷 %s 没有 volume_mode = "Block"，不能作为设备，Pod 不会启动。请在声明中添加，或改写为 mount %q。`,
		"The container already uses volume %s at %s, and a device is used once. Remove one of the two.":                                                      "容器已在 %[2]s 使用数据卷 %[1]s，而设备只能使用一次。请移除其中一个。",
		"Pods with host_users = false cannot use block devices. Remove the device or host_users.":                                                            "host_users = false 的 Pod 不能使用块设备。请移除该设备或 host_users。",
		"A device must be a claim, which volume %s is not. Name a volume with persistent_volume_claim, claim_template or ephemeral.":                         "设备须为数据卷声明，而数据卷 %s 不是。请改用带 persistent_volume_claim、claim_template 或 ephemeral 的数据卷。",
		`downward_api of %s has no files. Add field "labels" { path = "metadata.labels" }, for example.`:                                                     `%s 的 downward_api 没有文件。例如添加 field "labels" { path = "metadata.labels" }。`,
		"iscsi with CHAP authentication has no secret. Add secret = …: the Secret with the credentials.":                                                     "使用 CHAP 认证的 iscsi 没有 secret。请添加 secret = …：保存凭据的保密字典。",
		"fc needs either target_wwns or wwids. Write one of them.":                                                                                           "fc 须有 target_wwns 或 wwids 之一。请写其中一个。",
		"fc with target_wwns has no lun. Add lun = 0, for example.":                                                                                          "带 target_wwns 的 fc 没有 lun。例如添加 lun = 0。",
		"%s is of files that items names, and %q is not among them. Add it to items, or name another.":                                                       "%s 针对 items 中列出的文件，而其中没有 %q。请在 items 中添加，或改用其他键。",
		"projected of %s has no sources. Add config_map { name = … }, for example.":                                                                          "%s 的 projected 没有来源。例如添加 config_map { name = … }。",
		"The file %q is already projected at %s. Change one of the two.":                                                                                     "文件 %q 已在 %s 使用。请更改其中一个。",
		`pod_certificate has no file. Add credential_bundle_path = "tls.pem", for example.`:                                                                  `pod_certificate 没有文件。例如添加 credential_bundle_path = "tls.pem"。`,
		"cluster_trust_bundle needs either name or signer_name. Write one of them.":                                                                          "cluster_trust_bundle 须有 name 或 signer_name 之一。请写其中一个。",
		"name is one bundle, and match_labels and match choose among those of a signer. Remove name or the conditions.":                                      "name 指定一个 ClusterTrustBundle，而 match_labels 和 match 在某个签名者的 ClusterTrustBundle 中选择。请移除 name 或这些条件。",
		`"ReadWriteOncePod" must be the only access mode. Remove it, or the others.`:                                                                         `"ReadWriteOncePod" 须为唯一的访问模式。请移除它，或移除其他模式。`,
		`%s of kind %s has no api_group. Add api_group = "snapshot.storage.k8s.io", for example.`:                                                            `类型为 %[2]s 的 %[1]s 没有 api_group。例如添加 api_group = "snapshot.storage.k8s.io"。`,
		"data_source and data_source_ref name different objects. Keep data_source_ref.":                                                                      "data_source 与 data_source_ref 指向不同的对象。请保留 data_source_ref。",

		// Scheduling.
		`%s has no match block. Add match "…" { values = ["…"] }.`:                                       `%s 没有 match 块。请添加 match "…" { values = ["…"] }。`,
		`%s has no match block. Add match "…" { values = ["…"] } or match_labels = { … }.`:               `%s 没有 match 块。请添加 match "…" { values = ["…"] } 或 match_labels = { … }。`,
		`A toleration with operator = %q compares with a whole number. Write value = "1", for example.`:  `operator = %q 的容忍与整数比较。例如写 value = "1"。`,
		"%q is in match_label_keys, and a condition is on it, too. Remove one of the two.":               "%q 在 match_label_keys 中，同时又是条件的键。请移除其中一个。",
		"%q is in match_label_keys and in mismatch_label_keys. Remove one of the two.":                   "%q 同时在 match_label_keys 和 mismatch_label_keys 中。请移除其中一个。",
		`min_domains needs when_unsatisfiable = "DoNotSchedule"; this is %s. Remove it, or change that.`: `min_domains 须与 when_unsatisfiable = "DoNotSchedule" 一起使用，此处为 %s。请将其移除，或更改后者。`,
		"Pods with scheduling_gates cannot name their node. Remove node_name or the gates.":              "带 scheduling_gates 的 Pod 不能指定节点。请移除 node_name 或门控。",

		// Namespaces of the node, and its operating system.
		"%s needs the node's user IDs, which host_users = false gives up. Remove one of the two.":                                                           "%s 需要节点的用户命名空间，而 host_users = false 不使用它。请移除其中一个。",
		"With host_pid, the containers see all processes of the node. Remove share_process_namespace or host_pid.":                                          "使用 host_pid 时，容器可以看到节点的所有进程。请移除 share_process_namespace 或 host_pid。",
		"%s would be set on the node, because the Pod has %s = true. Remove one of the two.":                                                                "由于 Pod 设置了 %[2]s = true，%[1]s 会作用于节点。请移除其中一个。",
		"hostname_override and %s both decide on the hostname. Remove one of the two.":                                                                      "hostname_override 和 %s 都决定主机名。请移除其中一个。",
		`proc_mount = "Unmasked" needs user IDs apart from the node's. Add host_users = false to the security block of advanced.`:                           `proc_mount = "Unmasked" 须与节点的用户命名空间分开。请在 advanced 的 security 块中添加 host_users = false。`,
		"%s does not apply to Pods with os = %s. Remove it, or change os in pod.":                                                                           "%s 不适用于 os = %s 的 Pod。请将其移除，或更改 pod 中的 os。",
		"host_process of %s must be as that of the Pod, which is %s. Remove one of the two.":                                                                "%s 的 host_process 须与 Pod 的（%s）相同。请移除其中一个。",
		"The containers of a Pod are all processes of the node, or none of them is. Set host_process in windows_options of the security block of advanced.": "同一 Pod 的容器须全部或全不作为节点的进程运行。请在 advanced 的 security 块中设置 windows_options 的 host_process。",
		"Processes of the node use its network. Add network { host_network = true } to advanced.":                                                           "节点的进程使用节点的网络。请在 advanced 中添加 network { host_network = true }。",
	}
}
