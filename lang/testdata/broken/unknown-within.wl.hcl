# A block with something in it that is not known is not said to lack what that may be.
stack "shop" {}

network_policy "inside" {
  ingress {
    from {
      ip_block { # error: ip_block is an argument with an object as value.
        cidr = "10.0.0.0/8"
      }
    }
  }
}

persistent_volume "disk" {
  size = "1Gi"
  glusterfs { # error: A persistent_volume block has no blocks "glusterfs".
  }
}

workload "main" {
  kind = "Deployment"
  container "main" {
    image = "main:1.0"
    lifecycle {
      start {
        comand = ["/main"] # error: Did you mean "command"?
      }
    }
  }
  volume "data" {
    emptydir {} # error: It is called empty_dir here
  }
  service "main" {
    ports "http" { # error: Did you mean "port"?
      port = 80
    }
  }
  ingress "main" {
    rule "shop.example.com" { # error: A block rule has no label.
    }
  }
}
