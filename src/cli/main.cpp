#include "cli/process.h"

int main(int argc, char** argv) { return btsinfra::run_process(argc, argv); }
