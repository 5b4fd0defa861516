package check

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/syntax"
	"github.com/workloadlang/wl/lang/schema"
)

// volumes checks that each volume has one source, and that what it takes of a
// ConfigMap of the stack is there.
func (w *workload) volumes() {
	for _, v := range w.Workload().Volumes() {
		var given []string
		for _, source := range v.Blocks() {
			given = append(given, source.Schema.Name)
		}
		switch {
		case len(given) == 0 && !w.Failed: // its source may be what failed
			w.fail(v.Header, "Volume without a source", "%s has no source. Add one of %s.", v.Title(), message.Join(sources(v, w.Kind), ", "))
		case len(given) > 1:
			w.fail(v.Header, "Several sources", "%s has %s, but only one source is allowed. Keep one.", v.Title(), message.Join(given, " and "))
		}
		volumeSource{w, v}.check()
	}
}

func sources(v blocks.Volume, of schema.Kinds) []string {
	var names []string
	for _, s := range v.Schema.Blocks {
		if s.Kinds.Has(of) {
			names = append(names, s.Name)
		}
	}
	return names
}

// volumeSource is what is in a volume, being checked.
type volumeSource struct {
	*workload
	blocks.Volume
}

func (v volumeSource) check() {
	v.items(v.ConfigMap())
	v.items(v.Secret())
	v.files(v.DownwardAPI())
	v.projected()
	for _, claim := range []blocks.ClaimTemplate{v.ClaimTemplate(), v.Ephemeral()} {
		claimed{v.report, blocks.VolumeClaim(claim)}.check() // which has the same
	}
	if d := v.DownwardAPI(); d.Present() && len(d.Blocks()) == 0 && !v.Failed {
		v.fail(d.Header, "Missing required block", `downward_api of %s has no files. Add field "labels" { path = "metadata.labels" }, for example.`, v.Title())
	}
	if s := v.ISCSI(); (s.ChapAuthDiscovery().Value() || s.ChapAuthSession().Value()) && !s.Secret().Present() {
		v.fail(s.Header, "Missing required argument", "iscsi with CHAP authentication has no secret. Add secret = …: the Secret with the credentials.")
	}
	if f := v.FC(); f.Present() {
		switch wwns := f.TargetWwns(); {
		case wwns.Present() == f.Wwids().Present() && !v.Failed:
			v.fail(f.Header, "Invalid value", "fc needs either target_wwns or wwids. Write one of them.")
		case wwns.Present() && !f.Lun().Present():
			v.fail(wwns.Range(), "Missing required argument", "fc with target_wwns has no lun. Add lun = 0, for example.")
		}
	}
}

// items looks for the keys that a volume takes of a ConfigMap or Secret of the
// stack, and for the files that have a mode or an owner of their own.
func (v volumeSource) items(from blocks.Projection) {
	files := from.Items()
	for _, more := range []decode.Argument[map[string]any]{from.ItemModes(), from.ItemUsers()} {
		for _, key := range slices.Sorted(maps.Keys(more.Value())) {
			if files.Value()[key] == nil && !v.Failed {
				v.fail(more.ElementRange(key), "No such key", "%s is of files that items names, and %q is not among them. Add it to items, or name another.", more.Name(), key)
			}
		}
	}
	if from.Optional().Value() || files.Sensitive() {
		return
	}
	for key := range files.Value() {
		v.held.wants(v.report, source{from.Schema.Name, v.Namespace, from.Name().Value()}, key, message.New("%q", key), files.ElementRange(key))
	}
}

// files checks those with fields of the Pod.
func (v volumeSource) files(d blocks.DownwardAPI) {
	known := containerNames(v.Item)
	for _, r := range d.Resources() {
		if of := r.Container(); of.Present() && !slices.Contains(known, of.Value()) {
			v.fail(of.Range(), "No such container", "%s has no container %s.%s Name one of its containers.", v.Item.Title(), shown(of), nearest.Sentence(of.Value(), known))
		}
		divisor{v.report, r.Resource(), r.Divisor()}.check()
	}
}

// projected wants sources, and no two of their files at one path.
func (v volumeSource) projected() {
	p := v.Projected()
	if !p.Present() {
		return
	}
	if len(p.Blocks()) == 0 && !v.Failed {
		v.fail(p.Header, "Missing required block", "projected of %s has no sources. Add config_map { name = … }, for example.", v.Title())
	}
	taken := make(map[string]hcl.Range)
	file := func(path string, at hcl.Range) {
		if first, ok := taken[path]; ok && path != "" { // which is missing
			v.fail(at, "Duplicate name", "The file %q is already projected at %s. Change one of the two.", path, syntax.Place(first))
			return
		}
		taken[path] = at
	}
	for _, b := range p.Blocks() {
		v.projection(b, file)
	}
}

// projection checks one source, and tells its files.
func (v volumeSource) projection(b *decode.Block, file func(path string, at hcl.Range)) {
	argument := func(a decode.Argument[string]) { file(a.Value(), a.Range()) }
	switch b.Schema.Name {
	case "config_map", "secret":
		from := blocks.Projection{Block: b}
		v.items(from)
		for _, key := range slices.Sorted(maps.Keys(from.Items().Value())) {
			path, _ := from.Items().Value()[key].(string)
			file(path, from.Items().ElementRange(key))
		}
	case "downward_api":
		d := blocks.DownwardAPI{Block: b}
		v.files(d)
		for _, f := range d.Blocks() {
			file(f.Label, f.Header)
		}
	case "service_account_token":
		argument(blocks.ServiceAccountToken{Block: b}.Path())
	case "cluster_trust_bundle":
		t := blocks.ClusterTrustBundle{Block: b}
		argument(t.Path())
		v.trustBundle(t)
	case "pod_certificate":
		c := blocks.PodCertificate{Block: b}
		files := []decode.Argument[string]{c.CredentialBundlePath(), c.KeyPath(), c.CertificateChainPath()}
		for _, a := range files {
			argument(a)
		}
		if !slices.ContainsFunc(files, decode.Argument[string].Present) && !v.Failed {
			v.fail(b.Header, "Missing required argument", `pod_certificate has no file. Add credential_bundle_path = "tls.pem", for example.`)
		}
	}
}

func (v volumeSource) trustBundle(t blocks.ClusterTrustBundle) {
	switch name := t.Name(); {
	case name.Present() == t.SignerName().Present() && !v.Failed:
		v.fail(t.Header, "Invalid value", "cluster_trust_bundle needs either name or signer_name. Write one of them.")
	case name.Present() && (t.MatchLabels().Present() || len(t.Matches()) > 0):
		v.fail(name.Range(), "Conflicting arguments", "name is one bundle, and match_labels and match choose among those of a signer. Remove name or the conditions.")
	}
	conditions(v.report, t.Matches())
}

// claimed is what a claim requests, being checked.
type claimed struct {
	*report
	blocks.VolumeClaim
}

func (c claimed) check() {
	modes := c.AccessModes()
	if list := modes.Value(); len(list) > 1 && slices.Contains(list, any("ReadWriteOncePod")) {
		c.fail(modes.Range(), "Conflicting arguments", `"ReadWriteOncePod" must be the only access mode. Remove it, or the others.`)
	}
	conditions(c.report, c.Selector().Matches())
	for _, from := range []blocks.DataSource{c.DataSource(), c.DataSourceRef()} {
		if of := from.Kind(); of.Present() && !from.APIGroup().Present() && of.Value() != kind.Claim.Kind {
			c.fail(of.Range(), "Missing required argument", `%s of kind %s has no api_group. Add api_group = "snapshot.storage.k8s.io", for example.`, from.Schema.Name, shown(of))
		}
	}
	a, b := c.DataSource(), c.DataSourceRef()
	same := a.Name().Value() == b.Name().Value() && a.Kind().Value() == b.Kind().Value() && a.APIGroup().Value() == b.APIGroup().Value() && !b.Namespace().Present()
	if a.Present() && b.Present() && !same {
		c.fail(a.Header, "Conflicting arguments", "data_source and data_source_ref name different objects. Keep data_source_ref.")
	}
}
