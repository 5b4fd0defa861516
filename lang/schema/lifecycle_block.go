package schema

// objectLifecycle is what every block that makes an object can say of how it is
// treated, whatever is in it.
func objectLifecycle() *Block {
	return single("lifecycle", "", "How the object is treated, whatever is in it.", "如何对待该对象，与其内容无关。",
		precondition("What must be true before the object is made or changed.", "创建或更改该对象之前必须满足的条件。"),
	)
}

// precondition is a rule that the configuration must keep to.
func precondition(english, chinese string) *Block {
	return many("precondition", "", english, chinese, rule()...)
}

// check is a rule whose breach is a warning.
func check() *Block {
	return many("check", "", "What should be true. Where it is not, there is a warning, and everything goes on.",
		"应当满足的条件。不满足时只给出警告，其余照常进行。",
		label(attr("name", String, "", "The check's name.", "检查的名称。", limited(identifier()))),
		many("assert", "", "One thing that should be true.", "应当满足的一个条件。", append(rule(), blockOption(mandatory))...),
	)
}

// rule is a condition and what to say where it is false.
func rule() []row {
	return []row{
		attr("condition", Expression, "", "Must be true for the rule to be kept.", "为 true 时即为满足。", required),
		attr("error_message", Expression, "", "What is told where it is false.", "条件不满足时的提示。", required),
	}
}
