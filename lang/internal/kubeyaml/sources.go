package kubeyaml

import (
	"crypto/sha256"
	"fmt"
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/object"
)

// Sources remembers what was read from which file, so that objects are traced
// back to it. It is not for concurrent use.
type Sources struct {
	names   map[[sha256.Size]byte]string // of files, by their text
	texts   map[string]string            // of files that something was decoded from
	objects map[identity][]*Object       // by what they are, whatever their namespace
	read    map[string]*reading          // what manifests has read, by file
	private map[string]bool              // files that must not be shown
}

type reading struct {
	objects []*Object
	err     error
}

// NewSources makes a memory without anything in it.
func NewSources() *Sources {
	return &Sources{
		names: make(map[[sha256.Size]byte]string), texts: make(map[string]string), objects: make(map[identity][]*Object),
		read: make(map[string]*reading), private: make(map[string]bool),
	}
}

// Note remembers that a file has this text.
func (s *Sources) Note(file, text string) { s.names[sha256.Sum256([]byte(text))] = file }

// Decode reads a text with one document. Without any it is null.
func (s *Sources) Decode(text string) (cty.Value, error) {
	all, err := s.decode(text)
	switch {
	case err != nil:
		return cty.NilVal, err
	case len(all) == 0:
		return cty.NullVal(cty.DynamicPseudoType), nil
	case len(all) == 1:
		return all[0], nil
	}
	what := "the text has"
	if file := s.names[sha256.Sum256([]byte(text))]; file != "" {
		what = file + " has"
	}
	return cty.NilVal, fmt.Errorf("%s %d documents, and yamldecode reads one. Use manifests(path) for a file of Kubernetes objects, or yamldecodeall(text) for any others", what, len(all))
}

// DecodeAll reads a text of any number of documents.
func (s *Sources) DecodeAll(text string) (cty.Value, error) {
	all, err := s.decode(text)
	if err != nil {
		return cty.NilVal, err
	}
	return cty.TupleVal(all), nil
}

func (s *Sources) decode(text string) ([]cty.Value, error) {
	file := s.names[sha256.Sum256([]byte(text))]
	documents, err := Read(text)
	if err != nil {
		return nil, s.failed(err, file, text)
	}
	values := make([]cty.Value, len(documents))
	for i, d := range documents {
		if values[i], err = d.Decode(); err != nil {
			return nil, s.failed(err, file, text)
		}
		if file != "" {
			s.remember(text, d.within(file, values[i], object.Path{}))
		}
	}
	return values, nil
}

// failed names the file in an error, and keeps its text to show the line.
func (s *Sources) failed(err error, file, text string) error {
	e, ok := err.(*Error)
	if !ok || file == "" {
		return err
	}
	e.File = file
	s.keep(file, text)
	if mayBeSecret.MatchString(text) { // and what of it is secret cannot be told
		s.private[file] = true
	}
	return e
}

// mayBeSecret finds that a text which cannot be read may be a Secret's: it says so, or may with
// escapes or in base64.
var mayBeSecret = regexp.MustCompile(`(?i)secret|stringdata|\\[xu\r\n]|!!binary|!<`)

func (s *Sources) keep(file, text string) { s.texts[file] = strings.TrimPrefix(text, byteOrderMark) }

func (s *Sources) remember(text string, objects []*Object) {
	for _, o := range objects {
		if o.id.kind == "" || o.id.name == "" {
			continue
		}
		s.keep(o.File, text)
		known := false
		for _, k := range s.objects[o.id.anywhere()] {
			known = known || k.File == o.File && k.document.line == o.document.line && k.path == o.path
		}
		if !known {
			s.objects[o.id.anywhere()] = append(s.objects[o.id.anywhere()], o)
		}
	}
}

// Objects reads the objects of a file.
func (s *Sources) Objects(file, text string) ([]*Object, error) {
	if r := s.read[file]; r != nil {
		return r.objects, r.err
	}
	r := &reading{}
	s.read[file] = r
	documents, err := Read(text)
	for _, d := range documents {
		var v cty.Value
		if v, err = d.Decode(); err != nil {
			break
		}
		if !v.IsNull() {
			r.objects = append(r.objects, d.objects(file, v, object.Path{})...)
		}
	}
	for _, o := range r.objects {
		if e := o.problem(); e != nil && err == nil {
			err = e
		}
	}
	if err != nil {
		r.objects, r.err = nil, s.failed(err, file, text)
		return nil, r.err
	}
	s.remember(text, r.objects)
	return r.objects, nil
}

// Manifests are objects by their keys, as configuration sees them: what a Secret
// keeps is marked by secret.
func (s *Sources) Manifests(objects []*Object, secret func(cty.Value) cty.Value) (cty.Value, error) {
	byKey, problem := keyed(objects)
	if problem != nil {
		return cty.NilVal, problem
	}
	values := make(map[string]cty.Value, len(byKey))
	for key, o := range byKey {
		values[key] = o.Value
		if o.isSecret() {
			values[key] = marked(o.Value, secret)
		}
	}
	return cty.ObjectVal(values), nil
}

// describes reports whether a field of a Secret says what it is: all others are what is
// secret, or may have been meant to be.
func describes(field string) bool {
	switch field {
	case "apiVersion", "kind", "metadata", "type", "immutable":
		return true
	}
	return false
}

func marked(v cty.Value, secret func(cty.Value) cty.Value) cty.Value {
	fields := v.AsValueMap()
	for name, field := range fields {
		if describes(name) || field.IsNull() {
			continue
		}
		if !field.Type().IsObjectType() || field.LengthInt() == 0 {
			fields[name] = secret(field)
			continue
		}
		inner := field.AsValueMap()
		for key, value := range inner {
			inner[key] = secret(value)
		}
		fields[name] = cty.ObjectVal(inner)
	}
	return cty.ObjectVal(fields)
}

// Files are the files that objects or errors come from, for snippets. What the
// Secrets among them keep is blotted out.
func (s *Sources) Files() map[string]*hcl.File {
	blots := make(map[string][]region)
	for _, objects := range s.objects {
		for _, o := range objects {
			blots[o.File] = append(blots[o.File], o.secrets()...)
		}
	}
	files := make(map[string]*hcl.File, len(s.texts))
	for file, text := range s.texts {
		if s.private[file] {
			continue
		}
		bytes := []byte(text)
		for _, r := range blots[file] {
			r.blot(bytes)
		}
		files[file] = &hcl.File{Bytes: bytes}
	}
	return files
}

// Find is the object of a file that a value is, or is made of; nil where there
// is none, or where its lines would show what is sensitive in the value.
func (s *Sources) Find(v cty.Value) *Object {
	plain, sensitive := v.UnmarkDeepWithPaths()
	id := identityOf(plain)
	var found *Object
	best := -1
	for _, o := range s.objects[id.anywhere()] {
		likeness := 0
		switch {
		case o.Value.RawEquals(plain):
			likeness = 2
		case o.id.namespace == id.namespace:
			likeness = 1
		}
		if likeness > best {
			found, best = o, likeness
		}
	}
	for _, p := range sensitive {
		if found != nil && (!found.isSecret() || !keepsSecret(p.Path)) {
			return nil
		}
	}
	return found
}

func keepsSecret(p cty.Path) bool {
	if len(p) == 0 {
		return false
	}
	name := ""
	switch step := p[0].(type) {
	case cty.GetAttrStep:
		name = step.Name
	case cty.IndexStep:
		if step.Key.Type() == cty.String {
			name = step.Key.AsString()
		}
	}
	return name != "" && !describes(name)
}

// Fields returns where the parts of a value stand that are as the file has them, and
// where the object itself does.
func (o *Object) Fields(v cty.Value) (fields map[object.Path]object.Range, origin object.Range) {
	v, _ = v.UnmarkDeep()
	t := o.document.tree()
	f := t.find(o.path)
	places := make(map[object.Path]object.Range)
	t.places(f.value, object.Path{}, places)
	if f.value != nil {
		origin = t.beginning(f.value)
	}
	origin.File = o.File
	fields = make(map[object.Path]object.Range, len(places))
	c := comparison{places: places, fields: fields, file: o.File}
	if c.same(o.Value, v, object.Path{}) {
		fields[object.Path{}] = origin
	}
	return fields, origin
}
