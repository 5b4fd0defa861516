package words

// diagnosticsOfValues are about the values that arguments have.
func diagnosticsOfValues() map[string]string {
	return map[string]string{
		"%s is or contains a number that is infinite, as a division by zero or too large a power gives. Check the numbers that it is computed from.": "%s 是或含有无穷大的数字，例如除以零或过大的幂的结果。请检查参与计算的数字。",
		"%s is a number without a leading zero, which may be meant in decimal. %s":                                                                   "%s 是没有前导零的数字，可能是十进制。%s",
		`Write the octal digits in quotes, such as "0644".`:                                                                                          `请把八进制数字写在引号中，例如 "0644"。`,
		"Write %q for these octal digits, or %q for the mode that is %d in decimal.":                                                                 "若这些是八进制数字，请写 %q；若权限的十进制为 %[3]d，请写 %[2]q。",
		// Types.
		"%s must be %s%s. %s%s":                                                                   "%s 须为%s%s。%s%s",
		" Remove the element that is null, or give it a value.":                                   "请移除为 null 的元素，或为其设置值。",
		" This is a whole block. Add .name for its name.":                                         "这是整个块。请加上 .name 来引用其名称。",
		" Write %s, for example.":                                                                 "例如写成 %s。",
		"%s must be an object: %s. Write %s = { %s = … }.":                                        "%s 须为对象：%s。请写成 %s = { %s = … }。",
		"%s of %s is null, but a value is required. Set one: %s":                                  "%[2]s 的 %[1]s 为 null，但必须有值。请设置：%[3]s",
		"%s has no field %q.%s It has %s.":                                                        "%s 没有字段 %q。%s它的字段为 %s。",
		"%s has no such field; its name is not shown because the object is sensitive. It has %s.": "%s 没有该字段；对象是敏感值，因此不显示字段名。它的字段为 %s。",
		"one of its elements is of another type":                                                  "其中一个元素的类型不同",
		"must not be null":                                                                        "不能为 null",
		"is not %s":                                                                               "不是%s",
		"element %q: %s":                                                                          "元素 %q：%s",
		"element %d: %s":                                                                          "元素 %d：%s",
		"is a number that cannot be written as JSON":                                              "是无法写成 JSON 的数字",
		"has a type that cannot be written as JSON":                                               "其类型无法写成 JSON",
		"It is the label of the generated block.":                                                 "所生成块的标签。",

		// What is sensitive.
		"%s is sensitive, including its keys, but keys are shown in plans and in objects. Mark the keys as not secret: { for k in nonsensitive(keys(m)) : k => m[k] }.": "%s 是敏感值，其键也是，而键会在计划和对象中显示。请将键标为非敏感：{ for k in nonsensitive(keys(m)) : k => m[k] }。",
		"%s must not be sensitive: it is shown in plans, in lists of objects and in the state. Use another value, or nonsensitive() if it is not secret.":               "%s 不能是敏感值：它会在计划、对象列表和状态中显示。请改用其他值；如果并非机密，请使用 nonsensitive()。",

		// Limits.
		"%s must %s; %s.%s":                                 "%s 须%s；%s。%s",
		"The key of %s[%q]":                                 "%s[%q] 的键",
		"The number of elements of %s":                      "%s 的元素个数",
		"the given value is sensitive and breaks this rule": "给出的值是敏感值，不符合要求",
		"this is empty":                                     "此处为空",
		"this has %d characters":                            "此处有 %d 个字符",
		"this is %q":                                        "此处为 %q",
		"this is %v":                                        "此处为 %v",
		"this is %d, and Kubernetes accepts at most %d":     "此处为 %d，而 Kubernetes 最多接受 %d",
		` Change it, or set limits = "kubernetes" in the stack block to use Kubernetes' own limits.`:                  `请修改，或在 stack 块中设置 limits = "kubernetes"，改用 Kubernetes 自身的限制。`,
		"%s is or contains a number that is out of range: %s. Use another number, or write it as a string in quotes.": "%s 是或含有超出范围的数字：%s。请改用其他数字，或写成带引号的字符串。",
		"%s is a string of %d bytes; at most %d are allowed. Make it smaller.":                                        "%s 是 %d 字节的字符串，最多允许 %d 字节。请缩小。",

		// Kinds of workloads.
		"%s does not apply to a %s; it applies to %s workloads. %s, or change the kind.": "%s 不适用于 %s；它适用于 %s。%s，或更改 kind。",
		"Remove it": "请将其移除",
		"Write %s":  "请%s",

		// Repetition.
		"for_each must not be sensitive, because its keys become names. Use other keys, or nonsensitive().": "for_each 不能是敏感值，因为其键会成为名称。请改用其他键，或使用 nonsensitive()。",
		"for_each is null, but must be %s. Write {} for no blocks.":                                         "for_each 为 null，但须为%s。如不需要任何块，请写 {}。",
		"for_each must be %s. Write { key = … } or toset([…]), for example.":                                "for_each 须为%s。例如写成 { key = … } 或 toset([…])。",
		"a map, an object, a set or a list":                                                                 "映射、对象、集合或列表",
		"a map, an object or a set of strings":                                                              "映射、对象或字符串集合",
		"for_each has %d elements; at most %d are allowed. Split it.":                                       "for_each 有 %d 个元素，最多允许 %d 个。请拆分。",
		"The for_each of %s must be a map, an object or a set of strings, and not sensitive, because its keys become names. Convert a list to a set with toset().": "%s 的 for_each 须为映射、对象或字符串集合，且不能是敏感值，因为其键会成为名称。列表请用 toset() 转为集合。",
		"The for_each of %s is empty, and the stack has no other cluster. Add an element; without any cluster block, the current context is used.":                 "%s 的 for_each 为空，而栈没有其他集群。请添加元素；没有任何 cluster 块时使用当前上下文。",
		"%s has the name %q, and so has %s at %s. Rename one of the two.":                                                                                          "%s 的名称为 %q，而位于 %[4]s 的 %[3]s 也是此名称。请重命名其中之一。",
		"There is no %s. One that the for_each of %s makes is %s[%q] in expressions.":                                                                              "没有 %s。由 %s 的 for_each 生成的集群在表达式中写作 %s[%q]。",
		"The count of %s must be a whole number from 0 to %d, and not sensitive.":                                                                                  "%s 的 count 须为 0 到 %d 的整数，且不能是敏感值。",
		"A state in a file needs path, the directory of the file. Add path = \"state\".":                                                                           "文件中的状态需要 path，即文件所在的目录。请添加 path = \"state\"。",
		"path is the directory of a state in a file, but the state is in the cluster. Add backend = \"file\", or remove path.":                                     "path 是文件状态所在的目录，而状态在集群中。请添加 backend = \"file\"，或移除 path。",
		"%s has both for_each and count. Keep one of them.":                                                                                                        "%s 同时有 for_each 和 count。请只保留其中一个。",

		// Expressions.
		"%s is a list":                                                        "%s 是列表",
		"%s has count, so it is a list":                                       "%s 有 count，因此是列表",
		"%s is an object, not a list":                                         "%s 是对象，不是列表",
		"%s has for_each, so it is an object, not a list":                     "%s 有 for_each，因此是对象，不是列表",
		"%s: [*] does not take its elements. Write values(%s)[*].%s for all.": "%s：[*] 不会取其元素。请写 values(%s)[*].%s（全部）。",
		"Here, %s is the iterator of the dynamic block, which has key and value and hides %s%s. To refer to that block, give the iterator another name: iterator = item, for example.": "此处 %s 是 dynamic 块的迭代器，它有 key 和 value，并遮蔽了 %s%s。要引用该块，请为迭代器另取名称，例如 iterator = item。",
		"%s has no %q, but each of its elements has. Write %s[%q].%s, for example.":                                                                                                    "%s 没有 %q，而它的每个元素都有。例如写成 %s[%q].%s。",
		"%s is not a list. Write %s.%s.":                                     "%s 不是列表。请写 %s.%s。",
		"%s, and it is empty here. Write one(%s[*].%s), which is null then.": "%s，而此处为空。请写 one(%s[*].%s)，此时其值为 null。",
		"%s, and it is empty here. Add an element, or remove the reference.": "%s，而此处为空。请添加元素，或移除该引用。",
		"%s whose last element is %s[%d]. Name one that exists.":             "%s，其最后一个元素是 %s[%d]。请使用存在的元素。",
		"%s. Write %s[0].%s for the first, or %s[*].%s for all.":             "%s。请写 %s[0].%s（第一个），或 %s[*].%s（全部）。",
		"%s. Write %s[0] for the first element.":                             "%s。第一个元素请写 %s[0]。",
		"%s has no %q.%s":                                                    "%s 没有 %q。%s",
		"%s has no %q; it is empty. Add it, or remove the reference.":        "%s 没有 %q，它是空的。请添加，或移除该引用。",
		"%s has no %q; it has %s. Name one of them.":                         "%s 没有 %q，只有 %s。请使用其中之一。",
		"%s does not support these values. Check them.":                      "%s 不支持这些值。请检查。",
		"The call of %s failed at %s. %s":                                    "调用 %s 时在 %s 处失败。%s",
		"The template uses the variable %q, and the call passes none. Pass it, or write $${%s} for the literal text ${%s}.":    "模板使用了变量 %q，而调用没有传入任何变量。请传入它；若要字面文本 ${%[3]s}，请写作 $${%[2]s}。",
		"The template uses the variable %q, and the call passes only %s. Pass it, or write $${%s} for the literal text ${%s}.": "模板使用了变量 %q，而调用只传入了 %s。请传入它；若要字面文本 ${%[4]s}，请写作 $${%[3]s}。",
		"The call of %s failed. The reason is not shown because it involves a sensitive value. Check the value's form.":        "调用 %s 失败。原因涉及敏感值，因此不显示。请检查值的形式。",
		"The reason is not shown because it involves a sensitive value. Check the value's form and type.":                      "原因涉及敏感值，因此不显示。请检查值的形式和类型。",
		"%s %s reads it at %s.": "%[1]s由 %[3]s 处的 %[2]s 读取。",
	}
}
