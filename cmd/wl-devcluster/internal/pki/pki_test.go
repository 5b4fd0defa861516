package pki

import (
	"crypto/tls"
	"crypto/x509"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func parse(t *testing.T, pair Pair) *x509.Certificate {
	t.Helper()
	loaded, err := tls.X509KeyPair(pair.Cert, pair.Key)
	if err != nil {
		t.Fatalf("the key does not belong to the certificate: %v", err)
	}
	cert, err := x509.ParseCertificate(loaded.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	return cert
}

func roots(t *testing.T, authority *Authority) *x509.CertPool {
	t.Helper()
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(authority.Cert()) {
		t.Fatal("the authority's certificate cannot be read")
	}
	return pool
}

func TestServerCertificateHoldsForItsHostsOnly(t *testing.T) {
	authority, err := NewAuthority("test")
	if err != nil {
		t.Fatal(err)
	}
	pair, err := authority.Server("server", "127.0.0.1", "localhost")
	if err != nil {
		t.Fatal(err)
	}
	cert := parse(t, pair)
	for host, valid := range map[string]bool{"127.0.0.1": true, "localhost": true, "127.0.0.2": false, "example.org": false} {
		_, err := cert.Verify(x509.VerifyOptions{Roots: roots(t, authority), DNSName: host})
		if (err == nil) != valid {
			t.Errorf("certificate valid for %s: got %v, want %v (%v)", host, err == nil, valid, err)
		}
	}
}

func TestClientCertificateNamesItsUserAndServesNobody(t *testing.T) {
	authority, err := NewAuthority("test")
	if err != nil {
		t.Fatal(err)
	}
	pair, err := authority.Client("user", "group-1", "group-2")
	if err != nil {
		t.Fatal(err)
	}
	cert := parse(t, pair)
	if cert.Subject.CommonName != "user" || !slices.Equal(cert.Subject.Organization, []string{"group-1", "group-2"}) {
		t.Errorf("subject is %s", cert.Subject)
	}
	client := x509.VerifyOptions{Roots: roots(t, authority), KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}
	if _, err := cert.Verify(client); err != nil {
		t.Errorf("not valid for a client: %v", err)
	}
	if _, err := cert.Verify(x509.VerifyOptions{Roots: roots(t, authority)}); err == nil {
		t.Error("valid for a server")
	}
}

func TestAuthoritiesDoNotTrustEachOther(t *testing.T) {
	first, err := NewAuthority("same name")
	if err != nil {
		t.Fatal(err)
	}
	second, err := NewAuthority("same name")
	if err != nil {
		t.Fatal(err)
	}
	pair, err := first.Client("user")
	if err != nil {
		t.Fatal(err)
	}
	options := x509.VerifyOptions{Roots: roots(t, second), KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny}}
	if _, err := parse(t, pair).Verify(options); err == nil {
		t.Error("a certificate of one authority is valid for the other")
	}
}

func TestWriteClusterKeepsItsFilesToTheirOwner(t *testing.T) {
	dir := t.TempDir()
	clients, err := WriteCluster(dir)
	if err != nil {
		t.Fatal(err)
	}
	for user, pair := range map[string]Pair{
		"wl-devcluster-admin": clients.Admin, "system:kube-controller-manager": clients.ControllerManager,
		"system:kube-scheduler": clients.Scheduler, "wl-devcluster-kwok": clients.Kubelet,
		"wl-devcluster-storage": clients.Storage,
	} {
		if got := parse(t, pair).Subject.CommonName; got != user {
			t.Errorf("client certificate names %s, want %s", got, user)
		}
	}
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %s", path, info.Mode())
		}
		if name := entry.Name(); name == CA+".key" || name == EtcdCA+".key" {
			t.Errorf("the authority's key was written to %s", strings.TrimPrefix(path, dir))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
