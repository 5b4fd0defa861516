package words

import (
	"maps"
	"slices"
	"text/template"
	"text/template/parse"
)

// sentenceTemplate is a template, and the arguments that it prints, or has functions of texts
// look at. A fact does not have those that are empty, and an empty text is said, too.
type sentenceTemplate struct {
	*template.Template
	texts []string
}

func parseSentence(text string, functions template.FuncMap) (*sentenceTemplate, error) {
	t, err := template.New("").Funcs(functions).Parse(text)
	if err != nil {
		return nil, err
	}
	used := uses{texts: map[string]bool{}, others: map[string]bool{}}
	used.note(t.Root)
	maps.DeleteFunc(used.texts, func(name string, _ bool) bool { return used.others[name] })
	return &sentenceTemplate{t, slices.Sorted(maps.Keys(used.texts))}, nil
}

// uses are the arguments that a template uses as texts, and as lists and numbers.
type uses struct{ texts, others map[string]bool }

func (u uses) note(n parse.Node) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, inner := range n.Nodes {
				u.note(inner)
			}
		}
	case *parse.ActionNode:
		u.note(n.Pipe)
	case *parse.IfNode:
		u.note(n.Pipe)
		u.note(n.List)
		u.note(n.ElseList)
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			u.noteCommand(c)
		}
	}
}

func (u uses) noteCommand(c *parse.CommandNode) {
	into := u.texts
	if function, is := c.Args[0].(*parse.IdentifierNode); is {
		switch function.Ident {
		case "join", "facts", "count", "agree", "add", "duration", "len", "index":
			into = u.others
		}
	}
	if slices.ContainsFunc(c.Args, func(arg parse.Node) bool { return arg.Type() == parse.NodeNumber }) {
		into = u.others // it is compared with one
	}
	for _, arg := range c.Args {
		switch arg := arg.(type) {
		case *parse.FieldNode:
			into[arg.Ident[0]] = true
		default:
			u.note(arg)
		}
	}
}
