stack "shop" {}

workload "main-1" {
  kind = "Deployment"

  container "main" {
    image = "nginx:1.27"
  }
  service "main-1" {
    port "http" {
      port = 80
    }
  }
  ingress "main-1" {
    rule {
      host = "a.example.com"
      path "/a" {
        path_type = "Exact"
      }
      path "/a" {}
      path "/a" { # error: path "/a" is already declared at stack.wl.hcl:20. Rename or remove one of the two.
        path_type = "Prefix"
      }
      dynamic "path" { # error: path "/a" is already declared at stack.wl.hcl:17
        for_each = ["/a", "/b"]
        labels   = [path.value]
        content {
          path_type = "Exact"
        }
      }
    }
    rule {
      host = "b.example.com"
      path "/a" {}
    }
  }
}

storage_class "fast" {
  provisioner = "csi.example.com"
  allowed_topology {
    match "zone" {
      values = ["a"]
    }
    match "zone" { # error: match "zone" is already declared at
      values = ["b"]
    }
  }
}
