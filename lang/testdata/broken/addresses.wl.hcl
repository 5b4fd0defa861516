# Ranges of addresses that mean something only beside another, or only to former releases.
stack "shop" {}

variable "office" {
  type      = string
  sensitive = true
  default   = "192.0.2.7/24"
}

network_policy "inside" {
  ingress {
    from {
      ip_block = {
        cidr   = "10.1.2.3/8" # warning: 10.1.2.3/8 is a range that begins with another address, and Kubernetes 1.36 and later refuse it. Write "10.0.0.0/8".
        except = [
          "10.1.0.0/16",
          "11.0.0.0/24", # error: What except leaves out must be a part of cidr, and smaller.
          "10.0.0.0/8", # error: What except leaves out must be a part of cidr, and smaller.
          "8.0.0.0/6", # error: What except leaves out must be a part of cidr, and smaller.
          "2001:db8::/32", # error: What except leaves out must be a part of cidr, and smaller.
          "10.2.0.1/16", # warning: Write "10.2.0.0/16".
        ]
      }
    }
  }
  egress {
    to {
      ip_block = { cidr = "2001:db8::/32", except = ["2001:db8:1::/48"] }
    }
    to {
      ip_block = { cidr = var.office }
    }
  }
}

workload "main" {
  kind = "Deployment"
  container "main" {
    image = "main:1.0"
    security {
      seccomp_profile = {
        type              = "Localhost"
        localhost_profile = "/var/lib/audit.json" # error: must be a relative path without ".."
      }
    }
    port "http" {
      container_port = 8080
    }
  }
  service "main" {
    type                        = "LoadBalancer"
    load_balancer_source_ranges = ["192.0.2.0/24", "198.51.100.1/24"] # warning: Write "198.51.100.0/24".
    port "http" {
      port = 80
    }
  }
}

workload "path" {
  kind = "Deployment"
  container "path" {
    image = "path:1.0"
    port "http" {
      container_port = 8080
    }
  }
  service "path" {
    port "http" {
      port = 80
    }
  }
  ingress "path" {
    rule {
      path "" { # error: A path that is empty is only for path_type = "ImplementationSpecific".
      }
    }
    rule {
      host = "shop.example.com"
      path "" {
        path_type = "ImplementationSpecific"
      }
    }
  }
}
