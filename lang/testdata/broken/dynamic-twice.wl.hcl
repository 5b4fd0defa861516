stack "shop" {}

config_map "kept" {
  dynamic "lifecycle" {
    for_each = [false]
    content {
      prevent_destroy = lifecycle.value
    }
  }

  lifecycle { # error: lifecycle is allowed only once and is already declared at stack.wl.hcl:4. Merge the two.
    prevent_destroy = true
  }
}

workload "web-1" {
  kind = "Deployment"

  dynamic "service_account" { # error: service_account is allowed only once, but this dynamic block makes several.
    for_each = ["a", "b", "c"]
    content {
      name = service_account.value
    }
  }

  dynamic "volume" {
    for_each = ["data", "cache"]
    labels   = [volume.value]
    content {
      empty_dir = {}
    }
  }

  volume "data" { # error: volume "data" is already declared at stack.wl.hcl:26. Rename or remove one of the two.
    empty_dir = {}
  }

  container "main" {
    image = "nginx:1.27"
    health_check {
      dynamic "liveness" { # error: liveness is allowed only once, but this dynamic block makes several.
        for_each = [80, 81]
        content {
          tcp_socket = { port = liveness.value }
        }
      }
      dynamic "readiness" {
        for_each = [80]
        content {
          tcp_socket = { port = readiness.value }
        }
      }
      dynamic "readiness" { # error: readiness is allowed only once and is already declared at
        for_each = [81]
        content {
          tcp_socket = { port = readiness.value }
        }
      }
    }
  }

  service "web-1" {
    session_affinity {
      timeout_seconds = 10
    }
    dynamic "session_affinity" { # error: session_affinity is allowed only once and is already declared at
      for_each = [20]
      content {
        timeout_seconds = session_affinity.value
      }
    }
    dynamic "port" { # error: This dynamic block makes port "http" more than once.
      for_each = [80, 81, 82]
      labels   = ["http"]
      content {
        port = port.value
      }
    }
  }
}

check "twice" {
  dynamic "assert" {
    for_each = [1, 1]
    content {
      condition     = assert.value == 1
      error_message = "No."
    }
  }
}
