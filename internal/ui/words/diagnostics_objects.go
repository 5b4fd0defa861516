package words

// diagnosticsOfObjects are about objects that are written out in full, about the
// order of objects, and about ConfigMaps.
func diagnosticsOfObjects() map[string]string {
	return map[string]string{
		"manifest must be an object. Write { apiVersion = …, kind = …, metadata = {…} }, or yamldecode(file(…)).":                                                              "manifest 须为对象。请写成 { apiVersion = …, kind = …, metadata = {…} }，或 yamldecode(file(…))。",
		"The manifest has no %s. Add it, such as apiVersion = \"v1\", kind = \"ResourceQuota\".":                                                                               "清单没有 %s。请添加，例如 apiVersion = \"v1\"、kind = \"ResourceQuota\"。",
		"The metadata of a manifest must be an object. Write metadata = { name = … }.":                                                                                         "清单的 metadata 须为对象。请写成 metadata = { name = … }。",
		"The labels of a manifest must be a map of strings. Write labels = { app = \"web\" }.":                                                                                 "清单的 labels 须为字符串映射。请写成 labels = { app = \"web\" }。",
		"The %s of a manifest must be a string. Put it in quotes.":                                                                                                             "清单的 %s 须为字符串。请加引号。",
		"wl finds the objects of a stack by the label %s, and sets it itself. Remove it from the manifest.":                                                                    "wl 通过标签 %s 查找栈的对象，由 wl 自行设置。请从清单中移除。",
		"The kind, name, labels and annotations of an object are shown in lists and in the state, and must not be sensitive. Use other values there.":                          "对象的 kind、名称、标签和注解会在列表和状态中显示，不能是敏感值。请改用其他值。",
		"With generateName, every apply creates another object. Set metadata.name.":                                                                                            "使用 generateName 时，每次 apply 都会创建另一个对象。请设置 metadata.name。",
		"An object block creates one object, and this is a list. Write for_each = manifests(path), which splits lists, and manifest = each.value.":                             "object 块创建一个对象，而这是列表。请写 for_each = manifests(path)（它会拆分列表）和 manifest = each.value。",
		"The data and stringData of a Secret must be maps of strings. Write stringData = { key = \"value\" }.":                                                                 "Secret 的 data 和 stringData 须为字符串映射。请写成 stringData = { key = \"value\" }。",
		"The values of a Secret's stringData must be strings. Put this one in quotes.":                                                                                         "Secret 的 stringData 的值须为字符串。请加引号。",
		"%s has fields that the cluster writes: %s. They are omitted. Remove them from the manifest.":                                                                          "%s 含有由集群写入的字段：%s。这些字段已略去。请从清单中移除。",
		"%s belongs to %s, whose controller creates, changes and deletes it: it undoes what an apply changes. Leave it out.":                                                   "%s 属于 %s，由其控制器创建、修改和删除：apply 所做的修改会被它撤销。请不要包含该对象。",
		"%d manifests of this block belong to other objects, whose controllers create, change and delete them: %s. These undo what an apply changes. Leave the manifests out.": "该块的 %d 个清单属于其他对象，由这些对象的控制器创建、修改和删除：%s。apply 所做的修改会被它们撤销。请不要包含这些清单。",
		"%d manifests of this block have fields that the cluster writes, the first of them %s: %s. They are omitted. Remove them from the manifests.":                          "该块的 %d 个清单含有由集群写入的字段，第一个是 %s：%s。这些字段已略去。请从清单中移除。",
		"wl sets the annotation %s itself, to restart the Pods when their configuration changes. Remove it.":                                                                   "注解 %s 由 wl 自行设置，用于在配置变化时重启 Pod。请将其移除。",

		"%q of a Secret of the type %s must not be empty. Give it a value.":                                                       "类型为 %[2]s 的保密字典中，%[1]q 不得为空。请赋值。",
		"%q of a Secret of the type %s must be a JSON object. Write jsonencode({ … }), for example.":                              "类型为 %[2]s 的保密字典中，%[1]q 须为 JSON 对象，例如写成 jsonencode({ … })。",
		"%s is of the type %s, so it needs the annotation %q with the account's name. Add it to annotations, or change the type.": "%s 的类型为 %s，因此须有注解 %q，其值为服务账号名称。请加到 annotations 中，或更改类型。",
		"%s is of the type %s, so its data needs the key %q%s. Add it, or change the type.":                                       "%s 的类型为 %s，因此 data 中须有键 %q%s。请添加，或更改类型。",
		" or %q": "或 %q",
		"%s is removed less than %d seconds after it has finished. If apply is interrupted or loses its connection meanwhile, it does not see how the Job ended, and the next apply runs the Job again. Set %s to %d or more, or omit it.": "%s 在结束后不到 %d 秒即被移除。如果期间 apply 被中断或断开连接，就看不到 Job 的结果，下次 apply 会再次执行该 Job。请将 %s 设为 %d 或更大，或省略。",
		"%s still creates %s, so it is not removed. Remove that block, or this one; to have its objects released when it is removed, write lifecycle { destroy = false } in it.":                                                           "%s 仍在创建 %s，并未移除。请移除那个块或本块；若要在移除时释放其对象，请在其中写 lifecycle { destroy = false }。",
		"What no block creates is deleted. To release the objects instead, write lifecycle { destroy = false } in this block; to delete them, remove it.":                                                                                  "没有块创建的对象会被删除。若要改为释放，请在本块中写 lifecycle { destroy = false }；若要删除，请移除本块。",
		"destroy must be false here. What no block creates is deleted anyway: to delete the objects, remove the whole removed block.":                                                                                                      "此处 destroy 必须为 false。没有块创建的对象本来就会删除：若要删除对象，请移除整个 removed 块。",
		"from must be the address of a block, such as workload.web, workload.web[\"a\"] or module.shop.workload.web.%s":                                                                                                                    "from 须为块的地址，例如 workload.web、workload.web[\"a\"] 或 module.shop.workload.web。%s",
		"%s, partly by depends_on and partly by references. Only depends_on decides the order of these blocks, which otherwise start together. Remove the references, or depends_on, if another order is meant.":                           "%s，一部分来自 depends_on，一部分来自引用。这些块的顺序只由 depends_on 决定，此外它们同时开始。如果本意是其他顺序，请移除引用或 depends_on。",
		"depends_on forms a cycle: %s. Remove one of these dependencies.":                                                                                                                                                                  "depends_on 形成循环：%s。请移除其中一个依赖。",
		"%s. None of them can be created first: a namespace is created before its objects, a CustomResourceDefinition before the objects of its kind, and the blocks in depends_on before the block. Remove one of the dependencies.":      "%s。其中没有一个能先创建：命名空间先于其中的对象创建，CustomResourceDefinition 先于该类型的对象创建，depends_on 中的块先于本块创建。请移除其中一个依赖。",

		"%s has the key %q in data and in binary_data. Keep one of the two.":                         "%s 的 data 和 binary_data 中都有键 %q。请只保留其中一个。",
		"%s has %d bytes; the server accepts at most %d. Split it, or move large files to a volume.": "%s 有 %d 字节，服务器最多接受 %d 字节。请拆分，或把大文件移到数据卷中。",

		`fields must be a map of Kubernetes paths and their values. Write fields = { "status.phase" = "Ready" }.`:                          `fields 须为 Kubernetes 路径到值的映射。请写成 fields = { "status.phase" = "Ready" }。`,
		"%q in fields must be the path of a field, such as status.phase: %s":                                                               "fields 中的 %q 须为字段路径，如 status.phase：%s",
		"The value of %q in fields must be a string, a number or true or false. Name a field within it.":                                   "fields 中 %q 的值须为字符串、数字、true 或 false。请写出其中的字段。",
		"The block ready is empty. Set condition, fields, or both; to wait for nothing, write lifecycle { wait = false }.":                 "ready 块没有内容。请设置 condition、fields 或两者；若不等待，请写 lifecycle { wait = false }。",
		"The block ready says when the object is ready, and lifecycle has wait = false, so that nothing waits for it. Remove one of them.": "ready 块说明对象何时就绪，而 lifecycle 设置了 wait = false，因此不会等待它。请移除其中之一。",

		"%q in %s must be the path of a field of a %s, as printed in plans: %s":                                                               "%[2]s 中的 %[1]q 须为 %[3]s 的字段路径，写法与计划中相同：%[4]s",
		"%s is in force_fields, and %s in ignore_fields: a field is either taken from other managers or left to them. Remove one of the two.": "%s 在 force_fields 中，%s 在 ignore_fields 中：字段要么从其他管理者取得，要么留给他们。请移除其中一个。",
		"%s cannot be ignored: %s. Remove it from ignore_fields, or name other fields within it.":                                             "%s 不能忽略：%s。请从 ignore_fields 中移除，或改写其中的其他字段。",
		"%s identifies the object":                                      "%s 用于标识对象",
		"it is written by the server and is never in the configuration": "它由服务器写入，从不出现在配置中",
		"wl finds its objects by the label %s":                          "wl 通过标签 %s 查找其对象",
		"it selects the Pods":                                           "它用于选择 Pod",
		"it is the key of the item in its list":                         "它是列表项的键",
	}
}

// diagnosticsOfRaw are about what is laid over objects.
func diagnosticsOfRaw() map[string]string {
	return map[string]string{
		"This sets %s, which is set to another value at %s. Remove one of the two.":                                                                                         "此处设置 %s，而 %s 处将其设置为另一个值。请移除其中一个。",
		"raw must be an object. Write { spec = {…} }, with Kubernetes' own field names.":                                                                                    "raw 须为对象。请写成 { spec = {…} }，使用 Kubernetes 自身的字段名。",
		"raw merges the items of this list by their key, %s. Add it to the item.":                                                                                           "raw 按键 %s 合并该列表的各项。请在该项中添加。",
		"%s cannot be merged: %v. Correct the value.":                                                                                                                       "%s 无法合并：%v。请改正该值。",
		"%s is one of the %s that wl sets itself. Remove it from raw.":                                                                                                      "%s 是由 wl 自行设置的 %s 之一。请从 raw 中移除。",
		"The %s identifies the object. Write %s = … in the block instead.":                                                                                                  "%s 用于标识对象。请改在块中写 %s = …。",
		"The block sets the kind of the object. Remove it from raw, or write an object block.":                                                                              "对象的类型由块决定。请从 raw 中移除，或改写 object 块。",
		"status is written by the cluster. Remove it from raw.":                                                                                                             "status 由集群写入。请从 raw 中移除。",
		"metadata.%s is written by the server. Remove it from raw.":                                                                                                         "metadata.%s 由服务器写入。请从 raw 中移除。",
		"%s is a label that wl sets itself. Remove it from raw.":                                                                                                            "标签 %s 由 wl 自行设置。请从 raw 中移除。",
		"The selector selects the Pods of the service. Write selector = {…} in the block instead.":                                                                          "选择器用于选择服务的 Pod。请改在块中写 selector = {…}。",
		"The selector selects the Pods of the workload and is immutable. Remove it from raw.":                                                                               "选择器用于选择工作负载的 Pod，不可更改。请从 raw 中移除。",
		"%s has fields that wl sets, so raw can only add or change single fields of it. Write an object here.":                                                              "%s 含有由 wl 设置的字段，因此 raw 只能增加或更改其中的单个字段。请在此处写对象。",
		"The value is sensitive, including the names of its fields, but those are shown in plans. Split it, or use nonsensitive() for what is not secret.":                  "该值是敏感值，其字段名也是，而字段名会在计划中显示。请拆分，或对非机密的部分使用 nonsensitive()。",
		"The labels and annotations of an object are shown in lists and in the state, and must not be sensitive. Use another value, or nonsensitive() if it is not secret.": "对象的标签和注解会在列表和状态中显示，不能是敏感值。请改用其他值；如果并非机密，请使用 nonsensitive()。",
		"This is the key of a list's items, which is shown in plans. Use another value, or nonsensitive() if it is not secret.":                                             "这是列表项的键，会在计划中显示。请改用其他值；如果并非机密，请使用 nonsensitive()。",
	}
}
